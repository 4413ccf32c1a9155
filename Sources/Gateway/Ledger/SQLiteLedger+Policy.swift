import Foundation
import GRDB

/// What identity, consent and operators ask of the ledger.
extension SQLiteLedger {
  /// Patients after `id` in the order of their rows, whatever their link.
  func patients(after id: Int64, limit: Int, onlyInScope: Bool) async throws -> [StoredPatient] {
    try await pool.read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT * FROM patient WHERE id > ? \(onlyInScope ? "AND identity <> 'notRegistered'" : "")
            ORDER BY id LIMIT ?
            """), arguments: [id, limit]
      ).map(Self.patient)
    }
  }

  /// Takes over new links and policies of patients; everything that is known of them is looked at again.
  func apply(_ policies: [PatientPolicy], at now: Double, lane: WorkLane) async throws {
    let destinations = Array(names.destinations.values)
    try await commits.write { db in
      for policy in policies {
        try Self.forgetAcknowledgements(db, of: policy)
        try db.run(
          """
          INSERT INTO patient(local_id, regional_id, identity, since, policy)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET
              since = CASE WHEN regional_id IS excluded.regional_id THEN since ELSE excluded.since END,
              regional_id = excluded.regional_id, identity = excluded.identity, policy = excluded.policy
          """,
          [policy.localID, policy.regionalID, policy.identity, now, Data(policy.digest)])
        guard
          let id = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM patient WHERE local_id = ?"), arguments: [policy.localID])
        else { continue }
        try db.run(
          """
          UPDATE delivery SET outcome = 'waiting', reason = NULL, detail = NULL, next_attempt = NULL,
            since = ?, attempts = 0, generation = generation + 1 WHERE patient = ?
          """,
          [now, id])
        guard db.changesCount > 0 else { continue }
        for destination in destinations {
          try Self.addWork(db, patient: id, destination: destination, due: now, lane: lane)
        }
      }
    }
  }

  /// What was acknowledged under another regional ID is no acknowledgement: the Patient that others refer to must not stay
  /// the one of the wrong link.
  private static func forgetAcknowledgements(_ db: Database, of policy: PatientPolicy) throws {
    try db.run(
      """
      UPDATE delivery SET delivered_input = NULL WHERE patient IN
        (SELECT id FROM patient WHERE local_id = ?1 AND regional_id IS NOT ?2)
      """, [policy.localID, policy.regionalID])
  }

  func operatorLinks() async throws -> [OperatorLink] {
    try await pool.read { try Self.operatorLinks($0) }
  }

  static func operatorLinks(_ db: Database) throws -> [OperatorLink] {
    try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM operator_link ORDER BY sequence")).map { row in
      let local: String = row["local_id"]
      let sequence: Int64 = row["sequence"]
      guard row["action"] == "link", let regional: String = row["regional_id"] else {
        return .unlink(localID: local, sequence: sequence)
      }
      let link = IdentityLink(
        localID: local, regionalID: regional, validFrom: date(row["valid_from"]),
        validTo: date(row["valid_to"]))
      return .link(link, sequence: sequence)
    }
  }

  func operatorConsents() async throws -> [OperatorConsent] {
    try await pool.read { try Self.operatorConsents($0) }
  }

  static func operatorConsents(_ db: Database) throws -> [OperatorConsent] {
    try Row.fetchAll(db.cachedStatement(sql: "SELECT * FROM operator_consent ORDER BY sequence")).compactMap {
      row in
      guard let from = CivilDate(row["valid_from"] as String) else { return nil }
      return OperatorConsent(
        localID: row["local_id"], decision: row["decision"] == "grant" ? .grant : .withdraw, from: from,
        to: date(row["valid_to"]), kinds: coverage(row["kinds"]),
        recipients: coverage(row["recipients"]), document: row["document"], sequence: row["sequence"])
    }
  }

  private static func date(_ text: String?) -> CivilDate? { text.flatMap { CivilDate($0) } }

  private static func coverage(_ text: String) -> Coverage {
    text == "all" ? .all : .only(Set(text.split(separator: ";").map(String.init)))
  }

  /// Records a link or unlink and who made it, in one transaction.
  func add(link: IdentityLink?, unlink localID: String?, by origin: CommandOrigin, at now: Double)
    async throws
  {
    try await commits.write { db in
      if let link {
        try Self.insert(db, link: link)
      } else if let localID {
        try db.run(
          "INSERT INTO operator_link(action, local_id) VALUES ('unlink', ?)",
          [localID])
      }
      try Self.log(db, link == nil ? "patient unlink" : "patient link", affected: 1, by: origin, at: now)
    }
  }

  func add(links: [IdentityLink], by origin: CommandOrigin, at now: Double) async throws {
    try await commits.write { db in
      for link in links { try Self.insert(db, link: link) }
      try Self.log(db, "patient import", affected: links.count, by: origin, at: now)
    }
  }

  private static func insert(_ db: Database, link: IdentityLink) throws {
    try db.run(
      """
      INSERT INTO operator_link(action, local_id, regional_id, valid_from, valid_to)
        VALUES ('link', ?, ?, ?,
          ?)
      """,
      [link.localID, link.regionalID, link.validFrom?.description, link.validTo?.description])
  }

  func add(
    consents: [ConsentEntry], today: CivilDate, command: String, by origin: CommandOrigin, at now: Double
  ) async throws {
    try await commits.write { db in
      for entry in consents {
        try db.run(
          """
          INSERT INTO operator_consent(local_id, decision, valid_from, valid_to, kinds, recipients, document)
            VALUES (?, ?,
              ?, ?, ?,
              ?, ?)
          """,
          [
            entry.localID, entry.decision == .grant ? "grant" : "withdraw", (entry.from ?? today).description,
            entry.to?.description, entry.kinds.text, entry.recipients.text, entry.document,
          ])
      }
      try Self.log(db, command, affected: consents.count, by: origin, at: now)
    }
  }

  /// Keeps who did what and why. The text names the command, not the patient: the tables beside it do.
  static func log(
    _ db: Database, _ command: String, affected: Int, by origin: CommandOrigin, at now: Double
  ) throws {
    try db.run(
      """
      INSERT INTO command(at, actor, reason, command, affected)
        VALUES (?, ?, ?, ?, ?)
      """,
      [now, origin.actor, origin.reason, command, affected])
  }

  func setPaused(_ paused: Bool, destination: Int64, by origin: CommandOrigin, at now: Double) async throws {
    try await commits.write { db in
      try db.run(
        "UPDATE destination SET paused = ? WHERE id = ?",
        [paused, destination])
      try Self.log(db, paused ? "queue pause" : "queue resume", affected: 1, by: origin, at: now)
    }
  }

  func isPaused(destination: Int64) async throws -> Bool {
    try await pool.read { db in
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT paused FROM destination WHERE id = ?"), arguments: [destination])
        ?? false
    }
  }
}
