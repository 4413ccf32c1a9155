import Glibc
import HL7v2

// parsing-benchmark LIST ROUNDS: processor seconds for all messages of LIST, the median of ROUNDS.
// parsing-benchmark LIST values: what is read, one message a line, for comparison with another reader.

/// Processor seconds of this process.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The three things that are read of each message: MSH-10, PID-5.1 and every OBX-3.2.
struct Values {
  var controlID = ""
  var familyName = ""
  var observations: [String] = []

  init(_ message: Message) {
    for segment in message.segments {
      if segment.isNamed("OBX") {
        observations.append(segment[3][2].text)
      } else if segment.isNamed("PID") {
        familyName = segment[5][1].text
      } else if segment.index == 0 {
        controlID = segment[10].text
      }
    }
  }

  /// So that nothing of the work can be left out.
  var size: Int {
    controlID.utf8.count + familyName.utf8.count + observations.reduce(0) { $0 + $1.utf8.count }
  }
}

func median(of rounds: Int, _ work: () -> Int) -> Double {
  var seconds: [Double] = []
  var total = 0
  for _ in 0..<rounds {
    let start = processorSeconds()
    total &+= work()
    seconds.append(processorSeconds() - start)
  }
  guard total > 0 else { return .infinity }
  return seconds.sorted()[seconds.count / 2]
}

guard CommandLine.arguments.count == 3, let corpus = Corpus(list: CommandLine.arguments[1]) else {
  print("usage: parsing-benchmark LIST ROUNDS|values")
  exit(2)
}
if let rounds = Int(CommandLine.arguments[2]) {
  let decode = median(of: rounds) {
    corpus.messages.reduce(0) { $0 + ((try? MessageContent(decoding: $1))?.utf8.count ?? 0) }
  }
  let parse = median(of: rounds) {
    corpus.messages.reduce(0) { $0 + ((try? Message(parsing: $1))?.segments.count ?? 0) }
  }
  let read = median(of: rounds) {
    corpus.messages.reduce(0) { $0 + ((try? Message(parsing: $1)).map { Values($0).size } ?? 0) }
  }
  print("messages \(corpus.messages.count)")
  print("bytes \(corpus.byteCount)")
  print("decode \(decode)")
  print("parse \(parse)")
  print("read \(read)")
} else {
  for bytes in corpus.messages {
    guard let values = (try? Message(parsing: bytes)).map(Values.init) else {
      print("unread")
      continue
    }
    print(([values.controlID, values.familyName] + values.observations).joined(separator: "\t"))
  }
}
