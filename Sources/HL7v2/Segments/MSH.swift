/// Message Header (HL7 v2.5 2.15.9), メッセージヘッダ.
public struct MSH: TypedSegment {
  /// `MSH`.
  public static let segmentName = "MSH"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as MSH; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// MSH-1 Field Separator, フィールド区切文字.
  public var fieldSeparator: String { segment[1].value }

  /// MSH-2 Encoding Characters, コード化文字.
  public var encodingCharacters: String { segment[2].value }

  /// MSH-3 Sending Application, 送信アプリケーション.
  public var sendingApplication: HD { HD(segment[3]) }

  /// MSH-4 Sending Facility, 送信施設.
  public var sendingFacility: HD { HD(segment[4]) }

  /// MSH-5 Receiving Application, 受信アプリケーション.
  public var receivingApplication: HD { HD(segment[5]) }

  /// MSH-6 Receiving Facility, 受信施設.
  public var receivingFacility: HD { HD(segment[6]) }

  /// MSH-7 Date/Time Of Message, メッセージ日時.
  public var dateTimeOfMessage: TimeStamp? { TimeStamp(segment[7].value) }

  /// MSH-8 Security, セキュリティ.
  public var security: String { segment[8].value }

  /// MSH-9 Message Type, メッセージ型.
  public var messageType: MSG { MSG(segment[9]) }

  /// MSH-10 Message Control ID, メッセージ制御ID.
  public var messageControlID: String { segment[10].value }

  /// MSH-11 Processing ID, 処理ID.
  public var processingID: String { segment[11].value }

  /// MSH-12 Version ID, バージョン ID.
  public var versionID: String { segment[12].value }

  /// MSH-13 Sequence Number, シーケンス番号.
  public var sequenceNumber: NM { NM(segment[13]) }

  /// MSH-14 Continuation Pointer, 継続ポインタ.
  public var continuationPointer: String { segment[14].value }

  /// MSH-15 Accept Acknowledgment Type, 受諾肯定応答型.
  public var acceptAcknowledgmentType: String { segment[15].value }

  /// MSH-16 Application Acknowledgment Type, アプリケーション肯定応答型.
  public var applicationAcknowledgmentType: String { segment[16].value }

  /// MSH-17 Country Code, 国コード.
  public var countryCode: String { segment[17].value }

  /// MSH-18 Character Set, 文字セット.
  public var characterSet: [String] { texts(18) }

  /// MSH-19 Principal Language Of Message, 主要言語.
  public var principalLanguageOfMessage: CWE { CWE(segment[19]) }

  /// MSH-20 Alternate Character Set Handling Scheme, 代替文字セット操作法.
  public var alternateCharacterSetHandlingScheme: String { segment[20].value }

  /// MSH-21 Message Profile Identifier, メッセージプロファイル識別子.
  public var messageProfileIdentifier: [EI] { segment[21].values() }
}
