import DirectoryWatch
import Foundation
import HL7v2
import JPCore
import SSMIX2

/// `convert` and `inspect`: what one file says and what it would be sent as, without daemon, ledger or
/// network.
///
/// The file's own path says which record it is, as in a storage: its last six components (SS-MIX2 1.2g 3.1). Of an
/// extended storage a content folder is named, or a file in it. Nothing is written.
public enum RecordConversion {
  /// Most bytes of a file.
  public static let largestFile = 16 << 20

  /// What a conversion knows when no configuration is given: a made-up hospital in a made-up region.
  ///
  /// - Parameters:
  ///   - facilityCode: 10-digit institution code.
  ///   - regionOID: Assigning authority of regional IDs.
  ///   - regionalID: The patient's regional ID.
  ///   - release: Release of JP Core.
  public static func sampleContext(
    facilityCode: String?, regionOID: String?, regionalID: String?, release: JPCoreRelease?
  ) -> ConversionContext {
    let facilityCode = facilityCode ?? "2212345678"
    var context = ConversionContext(
      facilityCode: facilityCode, facilityName: "", patientOID: "1.2.392.100495.20.3.51.1\(facilityCode)",
      regionOID: regionOID ?? "1.2.392.200250.99.7", regionalID: regionalID ?? "R00000001",
      release: release ?? .v1_1_2, localSystems: [:])
    context.gatewayVersion = GatewayVersion.current
    return context
  }

  /// What delivery to a destination of a configuration knows of a file's patient.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - configuration: The configuration; links that operators made are in the ledger and not looked at.
  ///   - destination: Name of a destination of format `fhir`; nil takes the first.
  ///   - regionalID: The patient's regional ID; nil looks it up at the configured source.
  ///   - today: The day on which the link must be in force.
  /// - Throws: `GatewayError`: `path.*` for a path that names no record, `identity.*` when no regional ID is
  ///   found, `terminology.file-refused` when a code map cannot be used.
  public static func context(
    forFileAt path: String, configuration: GatewayConfiguration, destination: String?, regionalID: String?,
    today: CivilDate
  ) throws(GatewayError) -> ConversionContext {
    let candidates = configuration.destinations.filter { $0.format == .fhir }
    let chosen = destination.map { name in candidates.first { $0.name == name } } ?? candidates.first
    guard let chosen else {
      throw GatewayError(.scopeFormat, "The configuration has no such destination of format fhir.")
    }
    let localID = try storagePath(of: path).version.key.patientID
    let registered: String
    if let regionalID {
      registered = regionalID
    } else {
      registered = try registeredID(of: localID, configuration: configuration, today: today)
    }
    var context = ConversionContext(configuration, destination: chosen)
    context.regionalID = registered
    context.adopt(try terminology(of: configuration))
    return context
  }

  private static func terminology(
    of configuration: GatewayConfiguration
  ) throws(GatewayError) -> LocalTerminology {
    var tables = TerminologyTables(configuration.terminology)
    tables.load(onlyIfChanged: false)
    if let refusal = tables.refusals.first {
      throw GatewayError(.terminologyFileRefused, refusal.description)
    }
    return tables.terminology
  }

  private static func registeredID(
    of localID: String, configuration: GatewayConfiguration, today: CivilDate
  ) throws(GatewayError) -> String {
    let width = configuration.facility.patientIDWidth
    guard var source = IdentitySources.source(for: configuration.identity) else {
      throw GatewayError(.identityUnreachable)
    }
    let links: PatientLinks
    do throws(SourceFileError) {
      let csv = try source.load()
      links =
        source.coversEveryPatient
        ? .everyPatient(patientIDWidth: width) : PatientLinks(csv: csv, operators: [], patientIDWidth: width)
    } catch {
      throw GatewayError(.identityUnreadable, error.description)
    }
    switch links.match(localID: localID, on: today) {
    case .registered(let regionalID): return regionalID
    case .ambiguous: throw GatewayError(.identityAmbiguous)
    case .notRegistered: throw GatewayError(.identityNotRegistered)
    }
  }

  /// `inspect`: lays one file open. A file that is no message gives an inspection that says so.
  ///
  /// - Throws: `GatewayError` when the file cannot be read.
  public static func inspection(ofFileAt path: String) throws(GatewayError) -> MessageInspection {
    let bytes = try bytes(at: path)
    do throws(ParseError) {
      return MessageInspection(try Message(parsing: bytes), path: path)
    } catch {
      return MessageInspection(failure: error, path: path)
    }
  }

  /// Converts one file or content folder to the transaction Bundle that would be sent for it alone.
  ///
  /// - Parameters:
  ///   - path: The file or folder, absolute or relative to the working directory.
  ///   - context: Facility, region and regional ID.
  ///   - checksIdentity: Whether PID-3 must name the patient of the folder, as delivery demands.
  ///   - patientIDWidth: Digits to which chart numbers are padded before they are compared.
  /// - Returns: UTF-8 JSON on one line.
  /// - Throws: `GatewayError` with the code under which delivery would park or exclude the record.
  public static func bundle(
    forFileAt path: String, context: ConversionContext, checksIdentity: Bool = true,
    patientIDWidth: Int? = nil
  ) throws(GatewayError) -> [UInt8] {
    let record = try record(
      at: path, patientOID: context.patientOID, checksIdentity: checksIdentity,
      patientIDWidth: patientIDWidth)
    let conversion = Converter.convertAlone(record, context: context)
    if let problem = conversion.problems[0] { throw unmappable(problem) }
    return TransactionBundle.encode(puts: conversion.resources, deletes: [])
  }

  /// Explains what ``bundle(forFileAt:context:checksIdentity:patientIDWidth:)`` gives: where each element came from, and
  /// what was left out and why.
  ///
  /// - Parameters:
  ///   - path: The file or folder, absolute or relative to the working directory.
  ///   - context: Facility, region and regional ID.
  ///   - checksIdentity: Whether PID-3 must name the patient of the folder, as delivery demands.
  ///   - patientIDWidth: Digits to which chart numbers are padded before they are compared.
  /// - Throws: `GatewayError` with the code under which delivery would park or exclude the record.
  public static func explanation(
    forFileAt path: String, context: ConversionContext, checksIdentity: Bool = true,
    patientIDWidth: Int? = nil
  ) throws(GatewayError) -> ConversionExplanation {
    let record = try record(
      at: path, patientOID: context.patientOID, checksIdentity: checksIdentity,
      patientIDWidth: patientIDWidth)
    do throws(ConversionError) {
      return try ConversionExplanation(record, context: context)
    } catch {
      throw unmappable(error)
    }
  }

  private static func unmappable(_ problem: ConversionError) -> GatewayError {
    GatewayError(
      .convertUnmappable, problem.reason, position: .init(segment: problem.segment, field: problem.field))
  }

  /// A file or content folder that delivery would convert.
  private static func record(
    at path: String, patientOID: String, checksIdentity: Bool, patientIDWidth: Int?
  ) throws(GatewayError) -> SourceRecord {
    let storagePath = try storagePath(of: path)
    let key = storagePath.version.key
    guard storagePath.version.flag != .deleted else { throw GatewayError(.storageDeleted) }
    guard Converter.hasConverter(for: key) else { throw GatewayError(.convertUnmappable) }
    if key.storageType == .extended {
      let folder = try contentFolder(of: storagePath, at: path)
      let judgement = ContentFolderJudgement(
        localID: key.patientID, patientOID: patientOID, width: patientIDWidth)
      if let problem = judgement.problem(in: folder, checksIdentity: checksIdentity) {
        throw GatewayError(problem.code, problem.detail)
      }
      return SourceRecord(path: storagePath, folder: folder)
    }
    let message = try message(at: path)
    try check(message, kind: key.kind)
    if checksIdentity,
      let problem = RecordProblem.patient(of: message, localID: key.patientID, width: patientIDWidth)
    {
      throw GatewayError(problem.code, position: .init(segment: "PID", field: 3))
    }
    return SourceRecord(path: storagePath, message: message)
  }

  /// The record that a path names: the error is that of the standard grammar unless the extended one fits.
  private static func storagePath(of path: String) throws(GatewayError) -> StoragePath {
    let components = URL(fileURLWithPath: path).standardizedFileURL.pathComponents.filter { $0 != "/" }
    func parse(_ type: StorageType, levels: Int) throws(PathError) -> StoragePath {
      try StoragePath(parsing: components.suffix(levels).joined(separator: "/"), storageType: type)
    }
    do {
      let standard = try parse(.standard, levels: 6)
      // The standardized storage has files, the extended one folders; both may have the name.
      guard isDirectory(path), let extended = try? parse(.extended, levels: 6) else { return standard }
      return extended
    } catch {
      // The content folder itself, then a file in it or in its subfolders.
      for levels in 6...6 + PatientScan.mostDepth {
        if let content = try? parse(.extended, levels: levels) { return content }
      }
      throw GatewayError(ReasonCode(rawValue: error.code.rawValue) ?? .pathMalformed, error.reason)
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  /// The content folder that a path lies in, or is.
  private static func contentFolder(
    of storagePath: StoragePath, at path: String
  ) throws(GatewayError) -> ContentFolder {
    var folder = URL(fileURLWithPath: path).standardizedFileURL
    for _ in storagePath.innerPath?.split(separator: "/") ?? [] { folder.deleteLastPathComponent() }
    do throws(ContentFolderReader.Failure) {
      let contents = try ContentFolderReader(tree: tree(at: folder.path)).read("")
      return try ContentFolderJudgement.folder(reading: contents)
    } catch {
      switch error {
      case .problem(let problem): throw GatewayError(problem.code, problem.detail)
      case .storage(let error): throw GatewayError(.storageUnreadable, error.description)
      case .unsettled: throw GatewayError(.storageSettling)
      }
    }
  }

  private static func tree(at folder: String) throws(ContentFolderReader.Failure) -> DiskTree {
    do { return try DiskTree(root: folder) } catch { throw .storage(error) }
  }

  private static func bytes(at path: String) throws(GatewayError) -> [UInt8] {
    do throws(SourceFileError) {
      return try SourceFile.read(path, limit: largestFile).bytes
    } catch {
      switch error.code {
      case .notFound: throw GatewayError(.storageUnreadable, "The file does not exist.")
      case .tooLarge: throw GatewayError(.storageTooLarge)
      case .notRegularFile: throw GatewayError(.pathNotAFile)
      default: throw GatewayError(.storageUnreadable)
      }
    }
  }

  private static func message(at path: String) throws(GatewayError) -> Message {
    let bytes = try bytes(at: path)
    do throws(ParseError) {
      return try Message(parsing: bytes)
    } catch {
      throw GatewayError(
        ReasonCode(rawValue: error.code.rawValue) ?? .hl7Structure, error.reason,
        position: .init(segment: error.segment, field: error.field, offset: error.offset))
    }
  }

  private static func check(_ message: Message, kind: String) throws(GatewayError) {
    let type = message.first("MSH")?[9]
    guard
      let expected = DataKind.named(kind)?.message(code: type?[1].text ?? "", trigger: type?[2].text ?? "")
    else {
      throw GatewayError(.hl7KindMismatch, position: .init(segment: "MSH", field: 9))
    }
    let missing = message.missingRequiredSegments(for: expected.requiredSegments)
    guard missing.isEmpty else {
      throw GatewayError(.hl7Structure, "missing segment \(missing.joined(separator: ", "))")
    }
  }
}
