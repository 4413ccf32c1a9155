/// The segment grammars of all message types of SS-MIX2, as data (HL7 v2.5; ZD1 and Z23 by JAHIS).
///
/// `=structure message types`, then the expression. Groups have the names of HL7 v2.5.
enum MessageStructureTable {
  /// Read from the literals when first used.
  static let structures: [MessageStructure] = [administration, order].flatMap(read)

  static let byMessageType: [String: MessageStructure] = Dictionary(
    structures.flatMap { structure in structure.messageTypes.map { ($0, structure) } },
    uniquingKeysWith: { first, _ in first })

  private static func read(_ table: StaticString) -> [MessageStructure] {
    let text = table.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
    return text.split(separator: "=").compactMap { entry in
      let lines = entry.split(separator: "\n", maxSplits: 1)
      guard lines.count == 2, let nodes = StructureExpression.nodes(of: lines[1]) else { return nil }
      let words = lines[0].split(separator: " ").map(String.init)
      return MessageStructure(name: words[0], messageTypes: Array(words.dropFirst()), nodes: nodes)
    }
  }

  private static let administration: StaticString = """
    =ADT_A01 ADT^A01 ADT^A08 ADT^A13
    MSH [{SFT}] EVN PID [PD1] [{ROL}] [{NK1}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [{AL1}] [{DG1}] [DRG]
    [{PROCEDURE: PR1 [{ROL}]}] [{GT1}] [{INSURANCE: IN1 [IN2] [{IN3}] [{ROL}]}] [ACC] [UB1] [UB2] [PDA]
    =ADT_A01 ADT^A04
    MSH [{SFT}] EVN PID [PD1] [{ROL}] [{NK1}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [{AL1}] [DRG]
    [{PROCEDURE: PR1 [{ROL}]}] [{GT1}] [{INSURANCE: IN1 [IN2] [{IN3}] [{ROL}]}] [ACC] [UB1] [UB2] [PDA]
    =ADT_A02 ADT^A02
    MSH [{SFT}] EVN PID [PD1] [{ROL}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [PDA]
    =ADT_A03 ADT^A03
    MSH [{SFT}] EVN PID [PD1] [{ROL}] [{NK1}] PV1 [PV2] [{ROL}] [{DB1}] [{AL1}] [{DG1}] [DRG]
    [{PROCEDURE: PR1 [{ROL}]}] [{OBX}] [{GT1}] [{INSURANCE: IN1 [IN2] [{IN3}] [{ROL}]}] [ACC] [PDA]
    =ADT_A05 ADT^A14
    MSH [{SFT}] EVN PID [PD1] [{ROL}] [{NK1}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [{AL1}] [{DG1}] [DRG]
    [{PROCEDURE: PR1 [{ROL}]}] [{GT1}] [{INSURANCE: IN1 [IN2] [{IN3}] [{ROL}]}] [ACC] [UB1] [UB2]
    =ADT_A09 ADT^A11 ADT^A12
    MSH [{SFT}] EVN PID [PD1] PV1 [PV2] [{DB1}] [{OBX}] [{DG1}]
    =ADT_A15 ADT^A15
    MSH [{SFT}] EVN PID [PD1] [{ROL}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [{DG1}]
    =ADT_A16 ADT^A16
    MSH [{SFT}] EVN PID [PD1] [{ROL}] [{NK1}] PV1 [PV2] [{ROL}] [{DB1}] [{OBX}] [{AL1}] [{DG1}] [DRG]
    [{PROCEDURE: PR1 [{ROL}]}] [{GT1}] [{INSURANCE: IN1 [IN2] [{IN3}] [{ROL}]}] [ACC]
    =ADT_A21 ADT^A21 ADT^A22 ADT^A23 ADT^A25 ADT^A26 ADT^A27
    MSH [{SFT}] EVN PID [PD1] PV1 [PV2] [{DB1}] [{OBX}]
    =ADT_A52 ADT^A52 ADT^A53 ADT^A55
    MSH [{SFT}] EVN PID [PD1] PV1 [PV2]
    =ADT_A54 ADT^A54
    MSH [{SFT}] EVN PID [PD1] [{ROL}] PV1 [PV2] [{ROL}]
    =ADT_A60 ADT^A60
    MSH [{SFT}] EVN PID [PV1] [PV2] [{IAM}]
    =PPR_ZD1 PPR^ZD1
    MSH [{SFT}] PID [PATIENT_VISIT: PV1 [PV2]]
    {PROBLEM: PRB [ZPR] [{ZPD}] [{NTE}] [{VAR}] [{PROBLEM_ROLE: ROL [{VAR}]}] [{PATHWAY: PTH [{VAR}]}] [{ZI1}]
      [{PROBLEM_OBSERVATION: OBX [{NTE}]}]
      [{GOAL: GOL [{NTE}] [{VAR}] [{GOAL_ROLE: ROL [{VAR}]}] [{GOAL_OBSERVATION: OBX [{NTE}]}]}]
      [{ORDER: ORC [ORDER_DETAIL: [{...}] [{NTE}] [{VAR}] [{ORDER_OBSERVATION: OBX [{NTE}] [{VAR}]}]]}]}
    """

  private static let order: StaticString = """
    =OMD_O03 OMD^O03
    MSH [{SFT}] [{NTE}]
    [PATIENT: PID [PD1] [{NTE}] [PATIENT_VISIT: PV1 [{PV2}]] [{INSURANCE: IN1 [IN2] [IN3]}] [GT1] [{AL1}]]
    {ORDER_DIET: ORC [{TIMING_DIET: TQ1 [{TQ2}]}] [DIET: {ODS} [{NTE}] [{OBSERVATION: OBX [{NTE}]}]]}
    [{ORDER_TRAY: ORC [{TIMING_TRAY: TQ1 [{TQ2}]}] {ODT} [{NTE}]}]
    =OMG_O19 OMG^O19
    MSH [{SFT}] [{NTE}]
    [PATIENT: PID [PD1] [{NTE}] [{NK1}] [PATIENT_VISIT: PV1 [PV2]] [{INSURANCE: IN1 [IN2] [IN3]}] [GT1] [{AL1}]]
    {ORDER: ORC {TIMING: TQ1 [{TQ2}]} OBR [{NTE}] [CTD] [{DG1}] [{OBSERVATION: OBX [{NTE}]}]
      [{SPECIMEN: SPM [{OBX}] [{CONTAINER: SAC [{OBX}]}]}]
      [{PRIOR_RESULT: [PATIENT_PRIOR: PID [PD1]] [PATIENT_VISIT_PRIOR: PV1 [PV2]] [{AL1}]
        {ORDER_PRIOR: [ORC] OBR [{TIMING_PRIOR: TQ1 [{TQ2}]}] [{NTE}] [CTD] {OBSERVATION_PRIOR: OBX [{NTE}]}}}]
      [{FT1}] [{CTI}] [BLG]}
    =OMI_Z23 OMI^Z23
    MSH [{SFT}] [{NTE}]
    [PATIENT: PID [PD1] [{NTE}] [PATIENT_VISIT: PV1 [PV2]] [{INSURANCE: IN1 [IN2] [IN3]}] [GT1] [{AL1}]]
    {ORDER: ORC {TIMING: TQ1 [{TQ2}]} OBR [{NTE}] [CTD] [{DG1}] [{OBSERVATION: OBX [{NTE}]}]
      [{EXAMINATION: ZE1 [{OBX}] [{ZE2}]}] {IPC}}
    =OML_O33 OML^O33
    MSH [{SFT}] [{NTE}]
    [PATIENT: PID [PD1] [{NTE}] [{NK1}] [PATIENT_VISIT: PV1 [PV2]] [{INSURANCE: IN1 [IN2] [IN3]}] [GT1] [{AL1}]]
    {SPECIMEN: SPM [{OBX}] [{SAC}]
      {ORDER: ORC [{TIMING: TQ1 [{TQ2}]}]
        [OBSERVATION_REQUEST: OBR [TCD] [{NTE}] [{DG1}] [{OBSERVATION: OBX [TCD] [{NTE}]}]
          [{PRIOR_RESULT: [PATIENT_PRIOR: PID [PD1]] [PATIENT_VISIT_PRIOR: PV1 [PV2]] [{AL1}]
            {ORDER_PRIOR: [ORC] OBR [{NTE}] [{TIMING_PRIOR: TQ1 [{TQ2}]}] {OBSERVATION_PRIOR: OBX [{NTE}]}}}]]
        [{FT1}] [{CTI}] [BLG]}}
    =ORU_R01 ORU^R01
    MSH [{SFT}]
    {PATIENT_RESULT: [PATIENT: PID [PD1] [{NTE}] [{NK1}] [VISIT: PV1 [PV2]]]
      {ORDER_OBSERVATION: [ORC] OBR [{NTE}] [{TIMING_QTY: TQ1 [{TQ2}]}] [CTD] [{OBSERVATION: OBX [{NTE}]}]
        [{FT1}] [{CTI}] [{SPECIMEN: SPM [{OBX}]}]}}
    [DSC]
    =ORU_R30 ORU^R30
    MSH [{SFT}] PID [PD1] [VISIT: PV1 [PV2]] ORC OBR [{NTE}] [{TIMING_QTY: TQ1 [{TQ2}]}]
    {OBSERVATION: OBX [{NTE}]}
    =OUL_R22 OUL^R22
    MSH [{SFT}] [NTE] [PATIENT: PID [PD1] [{NTE}]] [VISIT: PV1 [PV2]]
    {SPECIMEN: SPM [{OBX}] [{CONTAINER: SAC [INV]}]
      {ORDER: OBR [ORC] [{NTE}] [{TIMING_QTY: TQ1 [{TQ2}]}] [{RESULT: OBX [TCD] [{SID}] [{NTE}]}] [{CTI}]}}
    [DSC]
    =RAS_O17 RAS^O17
    MSH [{SFT}] [{NTE}] [PATIENT: PID [PD1] [{NTE}] [{AL1}] [PATIENT_VISIT: PV1 [PV2]]]
    {ORDER: ORC [{TIMING: TQ1 [{TQ2}]}]
      [ORDER_DETAIL: RXO {NTE} {RXR} [{COMPONENT: RXC [{NTE}]}]]
      [ENCODING: RXE [{TIMING_ENCODED: TQ1 [{TQ2}]}] {RXR} [{RXC}]]
      {ADMINISTRATION: {RXA} RXR [{OBSERVATION: OBX [{NTE}]}]} [{CTI}]}
    =RDE_O11 RDE^O11
    MSH [{SFT}] [{NTE}]
    [PATIENT: PID [PD1] [{NTE}] [PATIENT_VISIT: PV1 [PV2]] [{INSURANCE: IN1 [IN2] [IN3]}] [GT1] [{AL1}]]
    {ORDER: ORC [{TIMING: TQ1 [{TQ2}]}] [ORDER_DETAIL: RXO [{NTE}] {RXR} [{COMPONENT: RXC [{NTE}]}]]
      RXE [{NTE}] {TIMING_ENCODED: TQ1 [{TQ2}]} {RXR} [{RXC}] [{OBSERVATION: OBX [{NTE}]}]
      [{FT1}] [BLG] [{CTI}]}
    """
}
