import Foundation
import Logging
import Synchronization
import Testing

@testable import Gateway

@Suite struct LogFormatTests {
  private final class Lines: Sendable {
    let lines = Mutex<[String]>([])
  }

  private func lines(_ format: LogFormat, level: Logger.Level = .trace, _ write: (inout Logger) -> Void)
    -> [String]
  {
    let lines = Lines()
    var logger = Logger(label: "delivery") { label in
      GatewayLogHandler(label: label, format: format, level: level) { line in
        lines.lines.withLock { $0.append(line) }
      }
    }
    write(&logger)
    return lines.lines.withLock { $0 }
  }

  @Test func `the journal gets the syslog priority of each level`() {
    let written = lines(.journald) { logger in
      for level in Logger.Level.allCases { logger.log(level: level, "m") }
    }
    #expect(written == ["<7>m", "<7>m", "<6>m", "<5>m", "<4>m", "<3>m", "<2>m"])
  }

  // One event, one line: otherwise a file name could write a second, false event into the log.
  @Test(arguments: LogFormat.allCases)
  func `a line break cannot forge an event`(format: LogFormat) {
    let written = lines(format) { logger in
      logger.error("a\n<0>b\u{2028}c\u{1B}", metadata: ["k\n": "v\r\n\u{85}"])
    }
    #expect(written.count == 1)
    let isOneLine = written[0].unicodeScalars.allSatisfy {
      $0.value >= 0x20 && $0.value != 0x85 && $0.value != 0x2028
    }
    #expect(isOneLine)
    #expect(written[0].contains("\\u000a<0>b\\u2028c\\u001b"))
  }

  @Test func `metadata is sorted, and quoted where it must be`() {
    let written = lines(.journald) { logger in
      logger[metadataKey: "destination"] = "region"
      logger.notice("paused", metadata: ["b": "two words", "a": "x=1", "c": "", "d": "登呂"])
    }
    #expect(written == [#"<5>paused a="x=1" b="two words" c="" d=登呂 destination=region"#])
  }

  @Test func `JSON lines are objects with sorted keys`() throws {
    let written = lines(.json) { $0.warning("say \"no\" \\", metadata: ["k": "v\n"]) }
    let object = try #require(JSONSerialization.jsonObject(with: Data(written[0].utf8)) as? [String: Any])
    #expect(object["message"] as? String == "say \"no\" \\")
    #expect(object["level"] as? String == "warning")
    #expect(object["source"] as? String == "delivery")
    #expect(object["metadata"] as? [String: String] == ["k": "v\n"])
    #expect(written[0].hasPrefix("{\"level\":\"warning\",\"message\":"))
    let time = try #require(object["time"] as? String)
    #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)/) != nil)
  }

  @Test func `events below the level are not written`() {
    #expect(lines(.text, level: .warning) { $0.notice("no") }.isEmpty)
    #expect(lines(.text, level: .warning) { $0.warning("yes") }.count == 1)
  }
}
