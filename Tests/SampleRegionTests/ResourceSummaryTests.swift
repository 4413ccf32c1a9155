import Testing

@testable import SampleRegion

@Suite("What the page shows of a resource")
struct ResourceSummaryTests {
  // An injection names its drugs only in the contained Medication: "一般" would be all the page could say.
  @Test(
    "A mixture is named by its drugs",
    arguments: [
      (
        #"{"ingredient":[{"itemCodeableConcept":{"text":"甲"}},{"itemCodeableConcept":{"text":"乙"}}]}"#,
        "甲 + 乙"
      ),
      (#"{"code":{"text":"丙"},"ingredient":[{"itemCodeableConcept":{"text":"甲"}}]}"#, "丙"),
      (#"{"ingredient":[]}"#, "一般"),
    ])
  func mixture(medication: String, title: String) throws {
    let contained = #"{"resourceType":"Medication","# + medication.dropFirst()
    let resource =
      #"{"resourceType":"MedicationRequest","contained":["# + contained + #"],"category":[{"text":"一般"}]}"#
    let value = try JSONReader.read(Array(resource.utf8))
    #expect(ResourceSummary(value).title == title)
  }
}
