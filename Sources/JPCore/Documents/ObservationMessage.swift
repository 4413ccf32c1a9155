import HL7v2

/// Messages of observations at the bedside, as the extended storage has them (HL7 v2.5 7.3.4 to 7.3.6): ORU^R30 with
/// its kin R31 and R32, which have its structure.
public enum ObservationMessage {
  /// Stands for their kind folders, whose names are the hospital's.
  public static let kind = "ORU^R30"
  /// Segments without which the grammar of the messages is not fulfilled.
  public static let requiredSegments = ["PID", "ORC", "OBR", "OBX"]

  /// Whether a message is one.
  public static func isOne(_ message: Message) -> Bool {
    guard let type = message.first("MSH")?[9] else { return false }
    return type[1].text == "ORU" && ["R30", "R31", "R32"].contains(type[2].text)
  }
}
