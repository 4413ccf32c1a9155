import SSMIX2

/// Turns the sections of config.yaml into `GatewayConfiguration`, one function a section.
struct ConfigurationSections {
  let root: SectionReader
  private var findings: ConfigurationFindings { root.findings }

  init(root: YAMLValue, findings: ConfigurationFindings) {
    self.root = SectionReader(
      root, path: "",
      known: [
        "facility", "storage", "identity", "consent", "scope", "terminology", "destinations", "state",
        "admin",
        "audit", "log",
      ], findings: findings)
  }

  /// Everything, with stand-ins where there was a problem.
  func configuration() -> GatewayConfiguration {
    let facility = facility()
    checkAudit()
    let configuration = GatewayConfiguration(
      facility: facility, storages: storages(), identity: identity(facility), consent: consent(),
      scope: scope(), terminology: TerminologySection(root: root).terminology(),
      destinations: DestinationSections(root: root).destinations(), state: state(), admin: admin(), log: log()
    )
    checkNothingIsWrittenBelowAStorage(configuration)
    return configuration
  }

  /// What the contract describes and this version does not have: said plainly, never accepted silently.
  static func noteUnbuilt(_ section: SectionReader, _ key: String, instead: BilingualText) {
    section.note(
      key, ja: "この版にはまだありません。\(instead.japanese)", en: "Not built in this version yet. \(instead.english)")
  }

  /// An OID in dotted form (ITU-T X.660): arcs without leading zeros, the first 0 to 2, at most 64 characters.
  static func isOID(_ text: String) -> Bool {
    let arcs = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= 64, arcs.count >= 2, ["0", "1", "2"].contains(arcs[0]) else { return false }
    return arcs.allSatisfy { arc in
      !arc.isEmpty && arc.utf8.allSatisfy { (0x30...0x39).contains($0) } && (arc == "0" || arc.first != "0")
    }
  }

  /// A name for metrics, ledger and commands: a letter or digit, then also `-`, `_` and `.`, at most 64.
  static func checkName(_ name: String, _ section: SectionReader) {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2D || byte == 0x5F || byte == 0x2E
    }
    guard !name.isEmpty, section.has("name") else { return }
    if !isPlain || name.utf8.count > 64 || name.hasPrefix("-") || name.hasPrefix(".") {
      section.note(
        "name", ja: "名前は半角英数字と - _ .、64文字までです。",
        en: "A name has letters, digits, \"-\", \"_\" and \".\", at most 64.")
    }
  }

  private func facility() -> GatewayConfiguration.Facility {
    let empty = GatewayConfiguration.Facility(name: "", code: "", patientOID: "", patientIDWidth: nil)
    guard let value = root.required("facility") else { return empty }
    let section = SectionReader(
      value, path: "facility", known: ["name", "code", "patient-oid", "patient-id-width"], findings: findings)
    let code = section.requiredText("code")
    if !code.isEmpty, code.utf8.count != 10 || !code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      section.note("code", ja: "医療機関コードは10桁の数字です。", en: "An institution code has ten digits.")
    }
    let patientOID = section.text("patient-oid") ?? "1.2.392.100495.20.3.51.1\(code)"
    if section.has("patient-oid"), !Self.isOID(patientOID) {
      section.note("patient-oid", ja: "OID ではありません。", en: "Not an OID.")
    }
    return GatewayConfiguration.Facility(
      name: section.requiredText("name"), code: code, patientOID: patientOID,
      patientIDWidth: section.integer("patient-id-width", in: 1...PatientIdentifierRule.lengthLimit))
  }

  private func storages() -> [GatewayConfiguration.Storage] {
    guard root.required("storage") != nil, let elements = root.list("storage") else { return [] }
    if elements.isEmpty || elements.count > 64 {
      root.note("storage", ja: "ストレージは1つ以上64以下です。", en: "Between 1 and 64 storages are needed.")
    }
    var names: Set<String> = []
    var roots: Set<String> = []
    let storages = elements.prefix(64).enumerated().map { index, element in
      let section = SectionReader(
        element, path: "storage[\(index)]", known: ["name", "type", "root", "watch", "rescan", "settle"],
        findings: findings)
      let storage = storage(section)
      if section.has("name"), !names.insert(storage.name).inserted {
        section.note("name", ja: "名前が重複しています。", en: "The name is used twice.")
      }
      if section.has("root"), !roots.insert(storage.root).inserted {
        section.note("root", ja: "同じルートが二度あります。", en: "The root is there twice.")
      }
      return storage
    }
    if !storages.isEmpty, storages.allSatisfy({ $0.type == .transaction }) {
      root.note(
        "storage", ja: "トランザクションストレージは変更を知らせるだけです。standard または extended のルートも必要です。",
        en: "A transaction storage only tells of changes: a standard or extended root is needed, too.")
    }
    return storages
  }

  private func storage(_ section: SectionReader) -> GatewayConfiguration.Storage {
    let name = section.requiredText("name")
    Self.checkName(name, section)
    let type = section.choice("type", default: StorageType.standard)
    let watch = section.choice("watch", default: GatewayConfiguration.Storage.Watch.auto)
    if watch == .fanotify {
      Self.noteUnbuilt(
        section, "watch",
        instead: BilingualText(ja: "auto、inotify、poll が使えます。", en: "Use auto, inotify or poll."))
    }
    let root = section.required("root") == nil ? "" : section.absolutePath("root") ?? ""
    if findings.checksFiles, !root.isEmpty, !SourceFile.isDirectory(root) {
      section.note(
        "root", ja: "フォルダが今はありません。現れるまで「storage.unavailable」となります。",
        en: "There is no such directory now; the storage counts as unavailable until it appears.",
        severity: .warning)
    }
    return GatewayConfiguration.Storage(
      name: name, type: type, root: root, watch: watch,
      rescan: section.duration("rescan", default: .seconds(600), in: .seconds(1)...(.seconds(31 * 86_400))),
      settle: section.duration("settle", default: .seconds(2), in: .zero...(.seconds(600))))
  }

  private func identity(
    _ facility: GatewayConfiguration.Facility
  ) -> GatewayConfiguration.Identity {
    typealias Source = GatewayConfiguration.Identity.Source
    let day = Duration.seconds(86_400)
    guard let value = root.required("identity") else {
      return GatewayConfiguration.Identity(regionOID: "", source: .csv, csv: nil, cache: day)
    }
    let section = SectionReader(
      value, path: "identity", known: ["region-oid", "source", "csv", "cache"], findings: findings)
    _ = section.required("source")
    let source = section.choice("source", default: Source.csv)
    switch source {
    case .csv:
      _ = section.required("csv")
    case .everyPatient:
      if section.has("csv") {
        section.note(
          "csv", ja: "source: none では使われません。", en: "Not used with source: none.", severity: .warning)
      }
    case .pixV2, .pixV3, .pixm:
      Self.noteUnbuilt(
        section, "source", instead: BilingualText(ja: "csv または none が使えます。", en: "Use csv or none."))
    }
    if source != .everyPatient { _ = section.required("region-oid") }
    let regionOID = section.text("region-oid") ?? facility.patientOID
    if section.has("region-oid"), !Self.isOID(regionOID) {
      section.note("region-oid", ja: "OID ではありません。", en: "Not an OID.")
    } else if source == .csv, !regionOID.isEmpty, regionOID == facility.patientOID {
      section.note(
        "region-oid", ja: "診察券番号の OID と同じです。地域IDの OID を書いてください。",
        en: "The same as the OID of chart numbers; write the OID of regional IDs.")
    }
    return GatewayConfiguration.Identity(
      regionOID: regionOID, source: source, csv: source == .csv ? section.filePath("csv") : nil,
      cache: section.duration("cache", default: day, in: .zero...(.seconds(365 * 86_400))))
  }

  private func consent() -> GatewayConfiguration.Consent {
    let section = root.section("consent", known: ["default", "csv", "on-withdraw"])
    return GatewayConfiguration.Consent(
      defaultDecision: section?.choice("default", default: ConsentDefault.deny) ?? .deny,
      csv: section?.filePath("csv"),
      onWithdraw: section?.choice("on-withdraw", default: .retract) ?? .retract)
  }

  private static let scopeKeys = ["kinds", "exclude-departments", "since", "exclude-confidential"]

  private func scope() -> GatewayConfiguration.Scope {
    var scope = GatewayConfiguration.Scope(kinds: .all, excludeDepartments: [], since: nil)
    guard let section = root.section("scope", known: Self.scopeKeys) else {
      return scope
    }
    scope.kinds = kinds(section)
    scope.excludesConfidential = section.flag("exclude-confidential", default: true)
    for (index, element) in (section.list("exclude-departments") ?? []).enumerated() {
      let key = section.name("exclude-departments[\(index)]")
      if let department = section.scalar(element, key: key) { scope.excludeDepartments.insert(department) }
    }
    if let text = section.text("since") {
      scope.since = CivilDate(text)
      if scope.since == nil {
        section.note(
          "since", ja: "日付は YYYY-MM-DD の形で、実在する日を書いてください。", en: "Write a date that exists as YYYY-MM-DD.")
      }
    }
    return scope
  }

  /// `all`, `[all]` or a list of kinds.
  private func kinds(_ section: SectionReader) -> Coverage {
    guard let value = section.optional("kinds") else { return .all }
    if case .scalar(let text, _, _, _) = value, text == "all" { return .all }
    guard let elements = section.list("kinds") else { return .all }
    if elements.isEmpty {
      section.note(
        "kinds", ja: "一覧が空では何も送られません。すべてなら [all] と書いてください。",
        en: "An empty list would share nothing; write [all] for everything.")
    }
    var kinds: Set<String> = []
    var hasAll = false
    for (index, element) in elements.enumerated() {
      let key = section.name("kinds[\(index)]")
      guard let text = section.scalar(element, key: key) else { continue }
      if text == "all" {
        hasAll = true
      } else if let kind = KindName.canonical(text) {
        kinds.insert(kind)
      } else {
        findings.note(
          element.position, key, ja: "知られていないデータ種別です。", en: "Not a known data kind.",
          nearest: EditDistance.nearest(
            to: text.lowercased(), in: DataKind.all.map { $0.code.lowercased() })?.uppercased())
      }
    }
    if hasAll, !kinds.isEmpty {
      section.note("kinds", ja: "all と種別を同時に書くことはできません。", en: "Write either all or kinds, not both.")
    }
    return hasAll ? .all : .only(kinds)
  }

  private func state() -> GatewayConfiguration.State {
    let section = root.section("state", known: ["path"])
    return GatewayConfiguration.State(path: section?.absolutePath("path") ?? "/var/lib/ssmix2-gateway")
  }

  private func admin() -> GatewayConfiguration.Admin {
    let standard = ListenAddress(host: "127.0.0.1", port: 8620)
    let section = root.section("admin", known: ["socket", "listen"])
    let socket = section?.absolutePath("socket") ?? "/run/ssmix2-gateway/control.sock"
    if let section, socket.utf8.count > 100 {
      section.note("socket", ja: "ソケットのパスは100バイトまでです。", en: "The path of a socket has at most 100 bytes.")
    }
    var listen: ListenAddress? = standard
    if let section, let text = section.text("listen", mayBeEmpty: true) {
      listen = text.isEmpty || text == "off" ? nil : ListenAddress(text)
      if listen == nil, !text.isEmpty, text != "off" {
        section.note(
          "listen", ja: "127.0.0.1:8620 または [::1]:8620 のように書いてください(使わないなら off)。",
          en: "Write an address such as 127.0.0.1:8620 or [::1]:8620, or off.")
      } else if let listen, !listen.isLoopback {
        section.note(
          "listen", ja: "他の機械から見えます。画面には認証がありません。",
          en: "Other machines can reach it, and the page asks for no password.",
          severity: .warning)
      }
    }
    return GatewayConfiguration.Admin(socket: socket, listen: listen)
  }

  private func checkAudit() {
    guard let section = root.section("audit", known: ["syslog"]), section.has("syslog") else { return }
    Self.noteUnbuilt(
      section, "syslog",
      instead: BilingualText(
        ja: "操作の記録は台帳に残ります。", en: "Operators' commands are recorded in the ledger."))
  }

  private func log() -> GatewayConfiguration.Log {
    let section = root.section("log", known: ["level", "format"])
    return GatewayConfiguration.Log(
      level: section?.choice("level", default: .info) ?? .info,
      format: section?.choice("format", default: .journald) ?? .journald)
  }

  /// Nothing is ever written below a storage root (contract.md section 7).
  private func checkNothingIsWrittenBelowAStorage(_ configuration: GatewayConfiguration) {
    let ja = "ストレージの中を指しています。ゲートウェイはストレージに書き込みません。"
    let en = "Lies below a storage root, where the gateway never writes."
    for storage in configuration.storages where !storage.root.isEmpty {
      let below = storage.root == "/" ? "/" : storage.root + "/"
      func lies(_ path: String) -> Bool { path == storage.root || path.hasPrefix(below) }
      if lies(configuration.state.path) {
        findings.note(root.position(of: "state", "path"), "state.path", ja: ja, en: en)
      }
      if lies(configuration.admin.socket) {
        findings.note(root.position(of: "admin", "socket"), "admin.socket", ja: ja, en: en)
      }
    }
  }
}
