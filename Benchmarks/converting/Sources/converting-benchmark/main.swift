import CLinux
import Glibc
import HL7v2
import JPCore
import SSMIX2

// converting-benchmark LIST bundles: the bundle of each file of LIST, one a line.
// converting-benchmark LIST REPEATS: for each line of standard input, works on every file of LIST so often in a row and
// prints the processor time of one file in microseconds: of the whole, and of its three stages.

/// Processor seconds of this process.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// As a destination is configured when nothing but the necessary is said: with MessageHeader and Provenance.
let context: ConversionContext = {
  var context = ConversionContext(
    facilityCode: "2212345678", facilityName: "登呂病院", patientOID: "1.2.392.100495.20.3.51.12212345678",
    regionOID: "1.2.392.200250.99.7", regionalID: "R000012345", release: .v1_1_2, localSystems: [:])
  context.destinationEndpoint = "https://repository.region.example/fhir"
  context.gatewayVersion = "1.0.0"
  return context
}()

/// From the bytes of a file to the bytes of the request, the patient that everything refers to included.
func bundle(_ file: Corpus.File) -> [UInt8]? {
  guard let message = try? Message(parsing: file.bytes) else { return nil }
  return encode(convert(file, message), file)
}

func convert(_ file: Corpus.File, _ message: Message) -> [Resource] {
  let conversion = Converter.convert([SourceRecord(path: file.path, message: message)], context: context)
  return conversion.problems.isEmpty ? conversion.resources : []
}

func encode(_ resources: consuming [Resource], _ file: Corpus.File) -> [UInt8]? {
  if resources.isEmpty { return nil }
  var puts = consume resources
  if !puts.contains(where: { $0.type == "Patient" }) {
    let patient = file.path.version.key.patientID
    puts.insert(PatientResource.identifiersOnly(localID: patient, context: context), at: 0)
  }
  return TransactionBundle.encode(puts: puts, deletes: [])
}

/// Microseconds of one piece of work.
func microseconds<Item>(_ items: [Item], _ repeats: Int, _ work: (Item) -> Int) -> Double {
  var total = 0
  let start = processorSeconds()
  for item in items {
    for _ in 0..<repeats { total &+= work(item) }
  }
  let seconds = processorSeconds() - start
  // So that nothing of the work can be left out.
  return total == 0 ? .infinity : seconds * 1e6 / Double(items.count * repeats)
}

func usage() -> Never {
  print("usage: converting-benchmark LIST REPEATS|bundles")
  exit(2)
}

// As the daemon does.
clinux_keep_freed_memory()
guard CommandLine.arguments.count == 3, let corpus = Corpus(list: CommandLine.arguments[1]) else { usage() }
if CommandLine.arguments[2] == "bundles" {
  for file in corpus.files {
    guard let bundle = bundle(file) else {
      print("a file cannot be converted")
      exit(1)
    }
    print(String(decoding: bundle, as: UTF8.self))
  }
} else {
  guard let repeats = Int(CommandLine.arguments[2]), repeats > 0 else { usage() }
  let messages = corpus.files.compactMap { file in (try? Message(parsing: file.bytes)).map { (file, $0) } }
  let resources = messages.map { file, message in (file, convert(file, message)) }
  while readLine() != nil {
    let whole = microseconds(corpus.files, repeats) { bundle($0)?.count ?? 0 }
    let parsing = microseconds(corpus.files, repeats) { file in
      (try? Message(parsing: file.bytes))?.segments.count ?? 0
    }
    let converting = microseconds(messages, repeats) { convert($0.0, $0.1).count }
    let encoding = microseconds(resources, repeats) { encode($0.1, $0.0)?.count ?? 0 }
    print("\(whole) \(parsing) \(converting) \(encoding)")
    fflush(nil)
  }
}
