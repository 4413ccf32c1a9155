import GRDB

/// The ledger's schema, as a list of migrations. A migration that was ever released is never edited: a change is a new
/// one at the end.
///
/// Times are seconds since 1970 (REAL). Outcomes are stored as their names, reasons as their codes, so that a person with
/// the `sqlite3` shell can read the ledger without the source.
enum LedgerMigrations {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 first ledger") { db in
      try db.execute(sql: storagesAndPatients)
      try db.execute(sql: recordsAndVersions)
      try db.execute(sql: deliveries)
      try db.execute(sql: tallies)
      try db.execute(sql: operators)
    }
    migrator.registerMigration("2 transaction storages") { db in
      try db.execute(sql: transactions)
    }
    migrator.registerMigration("3 terminology") { db in
      try db.execute(sql: codedValues)
    }
    return migrator
  }

  private static let storagesAndPatients = """
    CREATE TABLE storage (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL DEFAULT 'unknown',
      detail TEXT,
      watch TEXT NOT NULL DEFAULT 'poll',
      last_scan REAL,
      stray INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE destination (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      paused INTEGER NOT NULL DEFAULT 0,
      last_delivery REAL
    );
    -- identity: 'registered', 'ambiguous' or 'notRegistered'. policy: digest of all that decides over this patient's
    -- records (identity, consents, scope), so that a start or a new day finds those whom a change concerns.
    CREATE TABLE patient (
      id INTEGER PRIMARY KEY,
      local_id TEXT NOT NULL UNIQUE,
      regional_id TEXT,
      identity TEXT NOT NULL DEFAULT 'notRegistered',
      since REAL,
      policy BLOB
    );
    CREATE INDEX patient_by_identity ON patient(identity, id);
    CREATE INDEX patient_by_regional_id ON patient(regional_id) WHERE regional_id IS NOT NULL;
    CREATE TABLE patient_folder (
      storage INTEGER NOT NULL REFERENCES storage(id),
      patient INTEGER NOT NULL REFERENCES patient(id),
      path TEXT NOT NULL,
      PRIMARY KEY (storage, patient)
    ) WITHOUT ROWID;
    """

  private static let recordsAndVersions = """
    -- Ids are never used again: a pass may still hold one of a patient who was forgotten meanwhile.
    -- problem: reason code of a file whose name or type already forbids to publish it.
    CREATE TABLE record (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      patient INTEGER NOT NULL REFERENCES patient(id),
      storage INTEGER NOT NULL REFERENCES storage(id),
      care_date TEXT NOT NULL,
      kind TEXT NOT NULL,
      order_number TEXT NOT NULL,
      problem TEXT,
      seen REAL NOT NULL,
      UNIQUE (patient, storage, care_date, kind, order_number)
    );
    -- One file, or one content folder of an extended storage. sha256 is filled when the content is first read.
    CREATE TABLE version (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      record INTEGER NOT NULL REFERENCES record(id) ON DELETE CASCADE,
      timestamp TEXT NOT NULL,
      department TEXT NOT NULL,
      flag INTEGER NOT NULL,
      path TEXT NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      sha256 BLOB,
      seen REAL NOT NULL,
      vanished INTEGER NOT NULL DEFAULT 0,
      UNIQUE (record, timestamp, department, flag)
    );
    CREATE INDEX version_vanished ON version(record) WHERE vanished = 1 AND flag = 1;
    -- Codes of what was noticed in a content that was read all the same.
    CREATE TABLE finding (
      version INTEGER NOT NULL REFERENCES version(id) ON DELETE CASCADE,
      code TEXT NOT NULL,
      PRIMARY KEY (version, code)
    ) WITHOUT ROWID;
    """

  private static let deliveries = """
    -- One record key towards one destination. delivered_input: digest of what the destination acknowledged, NULL while that
    -- is nothing or not known. made: what the destination may hold of it, 'Type/id' lines; written before a request leaves.
    CREATE TABLE delivery (
      record INTEGER NOT NULL REFERENCES record(id) ON DELETE CASCADE,
      destination INTEGER NOT NULL REFERENCES destination(id),
      patient INTEGER NOT NULL REFERENCES patient(id),
      outcome TEXT NOT NULL,
      reason TEXT,
      detail TEXT,
      since REAL NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      generation INTEGER NOT NULL DEFAULT 1,
      next_attempt REAL,
      sending INTEGER NOT NULL DEFAULT 0,
      delivered_input BLOB,
      delivered_at REAL,
      made TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (record, destination)
    ) WITHOUT ROWID;
    CREATE INDEX delivery_waiting ON delivery(destination, since) WHERE outcome = 'waiting';
    CREATE INDEX delivery_parked ON delivery(destination, reason) WHERE outcome = 'parked';
    CREATE INDEX delivery_by_patient ON delivery(patient, destination, outcome);
    -- The Patient resource belongs to the patient, not to one record. patient_input: digest of the acknowledged one.
    CREATE TABLE patient_delivery (
      patient INTEGER NOT NULL REFERENCES patient(id),
      destination INTEGER NOT NULL REFERENCES destination(id),
      may_exist INTEGER NOT NULL DEFAULT 0,
      patient_input BLOB,
      PRIMARY KEY (patient, destination)
    ) WITHOUT ROWID;
    -- Patients with something to do; generation grows with every new reason, so that a finished pass does not
    -- take away what came meanwhile. lane 0: live changes, 1: backlog (first scan, replay).
    CREATE TABLE work (
      patient INTEGER NOT NULL REFERENCES patient(id),
      destination INTEGER NOT NULL REFERENCES destination(id),
      due REAL NOT NULL,
      lane INTEGER NOT NULL,
      generation INTEGER NOT NULL DEFAULT 1,
      PRIMARY KEY (patient, destination)
    ) WITHOUT ROWID;
    CREATE INDEX work_due ON work(destination, lane, due);
    -- One request each; records: their ids as ',1,2,3,'.
    CREATE TABLE request (
      id INTEGER PRIMARY KEY,
      patient INTEGER NOT NULL REFERENCES patient(id),
      destination INTEGER NOT NULL REFERENCES destination(id),
      at REAL NOT NULL,
      result TEXT NOT NULL,
      status INTEGER,
      detail TEXT,
      records TEXT NOT NULL
    );
    CREATE INDEX request_by_patient ON request(patient, id);
    """

  // Counting millions of rows for every look at `status` would cost seconds: triggers keep the sums exact.
  private static let tallies = """
    CREATE TABLE tally (
      destination INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      reason TEXT NOT NULL,
      records INTEGER NOT NULL,
      PRIMARY KEY (destination, outcome, reason)
    ) WITHOUT ROWID;
    CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO counter(name, value) VALUES ('records', 0), ('notRegistered', 0), ('inScope', 0);
    CREATE TRIGGER delivery_inserted AFTER INSERT ON delivery BEGIN
      INSERT INTO tally VALUES (new.destination, new.outcome, ifnull(new.reason, ''), 1)
        ON CONFLICT DO UPDATE SET records = records + 1;
    END;
    CREATE TRIGGER delivery_removed AFTER DELETE ON delivery BEGIN
      UPDATE tally SET records = records - 1
        WHERE destination = old.destination AND outcome = old.outcome AND reason = ifnull(old.reason, '');
    END;
    CREATE TRIGGER delivery_changed AFTER UPDATE OF outcome, reason ON delivery
      WHEN new.outcome <> old.outcome OR new.reason IS NOT old.reason BEGIN
      UPDATE tally SET records = records - 1
        WHERE destination = old.destination AND outcome = old.outcome AND reason = ifnull(old.reason, '');
      INSERT INTO tally VALUES (new.destination, new.outcome, ifnull(new.reason, ''), 1)
        ON CONFLICT DO UPDATE SET records = records + 1;
    END;
    CREATE TRIGGER record_inserted AFTER INSERT ON record BEGIN
      UPDATE counter SET value = value + 1 WHERE name = 'records';
    END;
    CREATE TRIGGER record_removed AFTER DELETE ON record BEGIN
      UPDATE counter SET value = value - 1 WHERE name = 'records';
    END;
    CREATE TRIGGER patient_inserted AFTER INSERT ON patient BEGIN
      UPDATE counter SET value = value + 1
        WHERE name = CASE new.identity WHEN 'notRegistered' THEN 'notRegistered' ELSE 'inScope' END;
    END;
    CREATE TRIGGER patient_changed AFTER UPDATE OF identity ON patient WHEN new.identity <> old.identity BEGIN
      UPDATE counter SET value = value - 1
        WHERE name = CASE old.identity WHEN 'notRegistered' THEN 'notRegistered' ELSE 'inScope' END;
      UPDATE counter SET value = value + 1
        WHERE name = CASE new.identity WHEN 'notRegistered' THEN 'notRegistered' ELSE 'inScope' END;
    END;
    """

  // What operators decide with the command line is kept beside the CSV files, which the gateway never writes.
  private static let operators = """
    CREATE TABLE operator_link (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      action TEXT NOT NULL,
      local_id TEXT NOT NULL,
      regional_id TEXT,
      valid_from TEXT,
      valid_to TEXT
    );
    CREATE TABLE operator_consent (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      local_id TEXT NOT NULL,
      decision TEXT NOT NULL,
      valid_from TEXT NOT NULL,
      valid_to TEXT,
      kinds TEXT NOT NULL,
      recipients TEXT NOT NULL,
      document TEXT NOT NULL
    );
    CREATE TABLE command (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at REAL NOT NULL,
      actor TEXT NOT NULL,
      reason TEXT NOT NULL,
      command TEXT NOT NULL,
      affected INTEGER NOT NULL
    );
    """

  // Codes of the facility's masters, no patient data. The sums are kept by triggers, as those of outcomes are.
  private static let codedValues = """
    -- How the coded values of a record that a destination holds went. codes: ids of its codes without a standard code, ','
    -- between them. A record counts once, however many destinations hold it and however often it is sent.
    CREATE TABLE coded_record (
      record INTEGER PRIMARY KEY REFERENCES record(id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      standard INTEGER NOT NULL,
      local INTEGER NOT NULL,
      text INTEGER NOT NULL,
      codes TEXT NOT NULL
    );
    CREATE TABLE coded_tally (
      kind TEXT PRIMARY KEY,
      records INTEGER NOT NULL,
      standard INTEGER NOT NULL,
      local INTEGER NOT NULL,
      text INTEGER NOT NULL
    ) WITHOUT ROWID;
    -- records: how many records of the kind have the code.
    CREATE TABLE unmapped_code (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      system TEXT NOT NULL,
      code TEXT NOT NULL,
      kind TEXT NOT NULL,
      display TEXT NOT NULL,
      records INTEGER NOT NULL DEFAULT 0,
      last_seen REAL NOT NULL,
      UNIQUE (system, code, kind)
    );
    CREATE INDEX unmapped_code_frequent ON unmapped_code(records);
    CREATE TRIGGER coded_record_inserted AFTER INSERT ON coded_record BEGIN
      INSERT INTO coded_tally VALUES (new.kind, 1, new.standard, new.local, new.text)
        ON CONFLICT DO UPDATE SET records = records + 1, standard = standard + excluded.standard,
          local = local + excluded.local, text = text + excluded.text;
      UPDATE unmapped_code SET records = records + 1
        WHERE id IN (SELECT value FROM json_each('[' || new.codes || ']'));
    END;
    -- First what is new, so that a code that stays is never without a record.
    CREATE TRIGGER coded_record_changed AFTER UPDATE ON coded_record BEGIN
      UPDATE coded_tally SET standard = standard + new.standard - old.standard, local = local + new.local - old.local,
        text = text + new.text - old.text WHERE kind = old.kind;
      UPDATE unmapped_code SET records = records + 1
        WHERE id IN (SELECT value FROM json_each('[' || new.codes || ']'));
      UPDATE unmapped_code SET records = records - 1
        WHERE id IN (SELECT value FROM json_each('[' || old.codes || ']'));
      DELETE FROM unmapped_code WHERE records <= 0
        AND id IN (SELECT value FROM json_each('[' || old.codes || ']'));
    END;
    CREATE TRIGGER coded_record_removed AFTER DELETE ON coded_record BEGIN
      UPDATE coded_tally SET records = records - 1, standard = standard - old.standard, local = local - old.local,
        text = text - old.text WHERE kind = old.kind;
      UPDATE unmapped_code SET records = records - 1
        WHERE id IN (SELECT value FROM json_each('[' || old.codes || ']'));
      DELETE FROM unmapped_code WHERE records <= 0
        AND id IN (SELECT value FROM json_each('[' || old.codes || ']'));
    END;
    -- The last content of each code map that could be used: JSON.
    CREATE TABLE code_map (path TEXT PRIMARY KEY, entries BLOB NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
    """

  private static let transactions = """
    -- How far each file of a log has been read; position is JSON.
    CREATE TABLE transaction_file (
      storage INTEGER NOT NULL REFERENCES storage(id),
      folder TEXT NOT NULL,
      path TEXT NOT NULL,
      position BLOB NOT NULL,
      PRIMARY KEY (storage, folder, path)
    ) WITHOUT ROWID;
    -- What a log said last of a record of a patient in scope, until the folders are seen to agree. looks: how often they
    -- did not.
    CREATE TABLE announcement (
      storage INTEGER NOT NULL REFERENCES storage(id),
      patient INTEGER NOT NULL REFERENCES patient(id),
      care_date TEXT NOT NULL,
      kind TEXT NOT NULL,
      order_number TEXT NOT NULL,
      processing TEXT NOT NULL,
      due REAL NOT NULL,
      looks INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (storage, patient, care_date, kind, order_number)
    ) WITHOUT ROWID;
    CREATE INDEX announcement_due ON announcement(storage, due);
    CREATE INDEX announcement_open ON announcement(looks) WHERE looks > 0;
    """
}
