import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// Orders tell what the patient must not get: AL1 of an order is an AllergyIntolerance of that order's own, which names it.
@Suite("Allergies of orders")
struct OrderAllergyTests {
  private struct Order {
    var kind: String
    var trigger: String
    var type: String
    var element: String
    var segments: [String]
  }

  private static let request = ["ORC|NW|42|||||||20240404", "TQ1|1", "OBR|1|42||9A110^心電図^JC10"]
  private static let given = [
    "ORC|NW|42||1", "RXA|0|1|202404050830||108665201^錠^HOT9|1|TAB^錠^MR9P", "RXR|PO^口^HL70162",
  ]
  private static let orders = [
    Order(
      kind: "OMP-01", trigger: "O11", type: "MedicationRequest", element: "supportingInformation",
      segments: PrescriptionTests.first),
    Order(
      kind: "OMP-02", trigger: "O11", type: "MedicationRequest", element: "supportingInformation",
      segments: [InjectionTests.order()] + InjectionTests.bottle),
    Order(
      kind: "OMP-11", trigger: "O17", type: "MedicationAdministration", element: "supportingInformation",
      segments: given),
    Order(
      kind: "OMP-12", trigger: "O17", type: "MedicationAdministration", element: "supportingInformation",
      segments: given),
    Order(
      kind: "OML-01", trigger: "O33", type: "ServiceRequest", element: "supportingInfo",
      segments: ["SPM|1|||023^血清^JC10"] + request),
    Order(
      kind: "OMG-01", trigger: "O19", type: "ServiceRequest", element: "supportingInfo", segments: request),
    Order(
      kind: "OMG-02", trigger: "O19", type: "ServiceRequest", element: "supportingInfo", segments: request),
    Order(
      kind: "OMG-03", trigger: "O19", type: "ServiceRequest", element: "supportingInfo", segments: request),
    Order(
      kind: "OMD", trigger: "O03", type: "NutritionOrder", element: "allergyIntolerance",
      segments: [MealOrderTests.order, MealOrderTests.diet]),
  ]

  private static func convert(_ order: Order, _ allergies: [String]) throws -> Conversion {
    Converter.convert(
      [try record(order.kind, trigger: order.trigger, allergies + order.segments)], context: .example())
  }

  @Test("each is a resource and named by the order", arguments: orders.map(\.kind))
  func named(kind: String) throws {
    let order = try #require(Self.orders.first { $0.kind == kind })
    let conversion = try Self.convert(
      order, ["AL1|1|DA^薬剤^HL70127|^ペニシリン", "AL1|2|FA^食物^HL70127|^卵", "AL1|3", "AL1|4|\"\"|\"\""])
    #expect(conversion.problems.isEmpty)
    let allergies = try conversion.all("AllergyIntolerance")
    #expect(allergies.map { $0["code"]["text"].string } == ["ペニシリン", "卵"], "an empty line says nothing")
    #expect(allergies.map { $0["category"][0].string } == ["medication", "food"])
    #expect(allergies.allSatisfy { $0["clinicalStatus"].all("code") == ["active"] })
    let references = allergies.map { "AllergyIntolerance/" + ($0["id"].string ?? "") }
    #expect(
      try conversion.only(order.type)[order.element].array.compactMap { $0["reference"].string } == references
    )
    #expect(references.allSatisfy { $0.contains(".20240405.\(kind).000000000000042.") }, "of this record")

    let fewer = try Self.convert(order, ["AL1|1|FA^食物^HL70127|^卵"])
    #expect(
      try fewer.all("AllergyIntolerance").map { $0["id"].string } == [allergies[1]["id"].string],
      "one that goes leaves the id of the other")
    let none = try Self.convert(order, [])
    #expect(try none.all("AllergyIntolerance").isEmpty && !none.only(order.type)[order.element].exists)
  }

  @Test("allergies alone are no order", arguments: orders.map(\.kind))
  func alone(kind: String) throws {
    let order = try #require(Self.orders.first { $0.kind == kind })
    let conversion = Converter.convert(
      [try record(kind, trigger: order.trigger, ["AL1|1|DA^薬剤^HL70127|^ペニシリン"])], context: .example())
    #expect(conversion.problems[0] != nil && conversion.resources.isEmpty)
  }
}
