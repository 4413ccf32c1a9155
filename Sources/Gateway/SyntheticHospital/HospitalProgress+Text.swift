extension HospitalProgress {
  /// How far it is on one line: files, share of the whole, rate and the time left. `seconds` is the time
  /// since the beginning.
  public func line(of goal: HospitalGoal, after seconds: Double, in language: Language) -> String {
    let rate = seconds > 0 ? Double(files) / seconds : 0
    let share = goal.share(of: self)
    let percent = Int(share * 100)
    let left = share > 0.001 ? Int(seconds / share - seconds) : nil
    let text =
      switch language {
      case .japanese: "\(files) ファイル、\(percent)%、\(Int(rate)) ファイル/秒"
      case .english: "\(files) files, \(percent)%, \(Int(rate)) files/s"
      }
    guard let left, share < 1 else { return text }
    return language == .japanese ? "\(text)、残り \(left) 秒" : "\(text), \(left) s left"
  }

  /// What was written, as a sentence.
  public func summary(in language: Language) -> String {
    switch language {
    case .japanese: "\(patients) 名、\(files) ファイル、\(bytes) バイトを書き出しました。"
    case .english: "\(patients) patients, \(files) files, \(bytes) bytes."
    }
  }
}

/// What is to be reached: all patients, or a number of files before that.
public struct HospitalGoal: Sendable {
  /// Patients there are.
  public var patients: Int
  /// Where it stops earlier.
  public var files: Int?

  /// The goal of a writer.
  public init(_ writer: HospitalWriter) {
    patients = writer.hospital.options.patients
    files = writer.fileLimit
  }

  /// Share of the way, 0 to 1.
  func share(of progress: HospitalProgress) -> Double {
    let byPatients = patients > 0 ? Double(progress.patients) / Double(patients) : 1
    let byFiles = files.map { $0 > 0 ? Double(progress.files) / Double($0) : 1 } ?? 0
    return min(1, max(byPatients, byFiles))
  }
}
