/// Results and examinations as hospitals write them.
extension ModelMessage {
  static let laboratoryResult = ModelMessage(
    kind: "OML-11", trigger: "R22",
    segments: [
      "PV1|0001|I|32^305^^^^N", "SPM|1|S0001||023^血清^JC10^01^血清^99Z01||||LA^左腕^HL70163|||||||||202404050730",
      "OBR|1|000000000000042|L0001|E002^生化学的検査^99O03|||202404050730|||||01^感染症^99DNG||||\(doctor)||||||20240405103059",
      order("000000000000042", group: "", time: "20240404183301").replacing("ORC|NW", with: "ORC|SC")
        .replacing("|||||2024", with: "|CM||||2024"),
      "NTE|1||空腹時採血",
      "OBX|1|NM|3A010000002327101^総蛋白^JC10^10222^ＴＰ^99X03||7.20|g/dl^g/dl^99UNT|6.70-8.3|N|||F|||202404050730",
      "OBX|2|NM|3B035000002327201^ＡＳＴ^JC10||128|U/L|10～40|H|||F|||202404050730", "NTE|1||溶血あり",
      "OBX|3|SN|5C070000002306201^ＣＲＰ^JC10||<^0.04|mg/dL|<0.3||||F|||202404050730",
      "OBX|4|ST|5D010000002306201^ＣＥＡ^JC10||０．５以下|ng/mL|5.0以下||||F|||202404050730",
      "OBX|5|ST|5F016000002302311^ＨＢｓ抗原^JC10||(±)||(-)|A|||C|||202404050730",
      "OBX|6|ST|5E071000002311711^梅毒抗体価^JC10||x80||||||F|||202404050730",
      "OBX|7|CWE|5H010000001999911^ＡＢＯ血液型^JC10||A^Ａ型^JSHR002||||||F|||202404050730",
      "OBX|8|NM|3H010000002326101^Ｎａ^JC10||||||||I",
      "OBX|9|NM|3H015000002326101^Ｋ^JC10||4.1|mEq/L|3.5-5.0||||P|||202404050730",
      "OBX|10|ST|L999^院内コメント項目^99LAB||検体量不足||||||X",
    ])

  static let cultureResult = ModelMessage(
    kind: "OML-11", trigger: "R22",
    segments: [
      "SPM|1|S0002||061^喀痰^JC10||||||||10.0^mL&mL&ISO+|||||202404050800",
      "OBR|1|000000000000042|B0001|6B010000006174200^培養同定（一般細菌）^JC10|||202404050800|||||||||\(doctor)||||||20240407103059",
      order("000000000000042", group: "", time: "20240404183301").replacing("ORC|NW", with: "ORC|SC")
        .replacing("|||||2024", with: "|CM||||2024"),
      "OBX|1|CWE|6B010000006174214^培養同定（一般細菌）菌名判定^JC10|1|2001^Escherichia coli^JANIS|||A|||F",
      "OBX|2|ST|6B010000006174211^培養同定（一般細菌）菌量^JC10|1|(2+)|||A|||F",
      "OBX|3|ST|6C205000006174311^薬剤感受性検査　アンピシリン^JC10|1|>16|ug/mL||R|||F",
      "OBX|4|ST|6C205000006174311^薬剤感受性検査　メロペネム^JC10|1|<=0.06|ug/mL||S|||F",
      "OBX|5|CWE|6B010000006174214^培養同定（一般細菌）菌名判定^JC10|2|1301^Staphylococcus aureus^JANIS|||A|||F",
      "OBX|6|ST|6B010000006174211^培養同定（一般細菌）菌量^JC10|2|10^5||||||P",
      "OBX|7|ST|6A010000006171611^塗抹鏡検^JC10||白血球多数||||||F",
    ], variant: "bacteriology")

  private static func performed(
    _ control: String, _ number: String, _ service: String, parent: String = ""
  ) -> [String] {
    [
      "ORC|\(control)|\(number)||||||\(parent)|20240404100059|058^入力者^花子||\(doctor)|01^^^^^C||||01^内科^HL70069"
        + "||||||||||||O^外来患者オーダ^HL70482",
      "TQ1|1||||||||R^^HL70485",
      "OBR||\(number)||\(service)|||202404051030|||||||||\(doctor)||||||20240405110000|||F||||\(parent)",
    ]
  }

  private static func image(_ modality: String) -> String {
    "IPC|A0000042|P0042|1.2.392.200036.9999.20240405.42||\(modality)^^DCM"
  }

  static let radiologyPerformed = ModelMessage(
    kind: "OMG-11", trigger: "Z23",
    segments: performed("NW", "000000000000042", "1000000000000000^Ｘ線単純撮影^JJ1017") + [image("DX")]
      + performed("PA", "000000000000042", "1000000000000000^Ｘ線単純撮影^JJ1017")
      + ["OBX|1|NM|9N006000000000001^体重^JC10||62|kg^kg^ISO+|||||F", image("DX")]
      + performed(
        "CH", "000000000000421", "10000002000102000000010000000000^胸部．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017",
        parent: "000000000000042")
      + [
        "ZE1|1|RS|10000002000102000000010000000000^胸部．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017|1||TC-01^EM-01|300^技師^三郎"
          + "|MT-01|F01^フィルム半切^99FLM^1^&枚^2||撮り直しなし",
        "ZE2|1|120^kV|200^mA|180^cm|0.02^s|1|呼吸停止", image("DX"),
      ]
      + performed(
        "CH", "000000000000422", "10000002000106000000010000000000^胸部．Ｘ線単純撮影．立位側面（Ｌ→Ｒ）^JJ1017",
        parent: "000000000000042")
      + [
        "ZE1|1|RS|10000002000106000000010000000000^胸部．Ｘ線単純撮影．立位側面（Ｌ→Ｒ）^JJ1017|2||TC-01^EM-01|300^技師^三郎",
        "ZE2|1|120^kV|200^mA|180^cm|0.04^s|2", image("DX"),
      ])

  static let endoscopyPerformed = ModelMessage(
    kind: "OMG-12", trigger: "Z23",
    segments: performed("NW", "000000000000042", "11000000000^検査．上部．−．−．−．−^LENDO") + [image("ES")]
      + performed(
        "CH", "000000000000421", "11020001401^検査．上部．胃．−．上部通常内視鏡．生検採取^LENDO", parent: "000000000000042")
      + [
        "ZE1|1|RS|11020001401^検査．上部．胃．−．上部通常内視鏡．生検採取^LENDO",
        "OBX|1|XCN|DR-02.EM-01^正従業員の実施医師^JSHR||123456^大江戸^信吉^^^^^^^L^^^^^I||||||F",
        "OBX|2|XCN|NS-01.EM-01^正従業員の看護師^JSHR||456789^名古屋^良子^^^^^^^L^^^^^I||||||F",
        "OBX|3|TS|TM-P1^開始時間^JSHR||20240405104512||||||F", "OBX|4|TS|TM-P2^終了時間^JSHR||20240405105056||||||F",
        "OBX|5|TS|TM-B1^生検時間^JSHR||20240405104830||||||F",
        "OBX|6|CWE|PF-01^実施加算項目^JSHR||11000000327^色素内視鏡加算^LENDO||||||F",
        "OBX|7|ZRD|DE-02^薬品^JSHR||100555401^セルシン５ｍｇ^HOT9^1^AMP&管&MR9P||||||F",
        "OBX|8|CWE|DE-06^内視鏡^JSHR||4953170067938^ＧＩＦ−ＸＱ２４０^JAN||||||F", image("ES"),
      ])

  static let physiologyResult = ModelMessage(
    kind: "OMG-13", trigger: "R01",
    segments: [
      "PV1|0001|O|01^^^^^C",
      order("000000000000042", group: "", time: "20240404101500").replacing("ORC|NW", with: "ORC|SC")
        .replacing("|||||2024", with: "|CM||||2024"),
      "OBR|1|000000000000042|E0001|9A110^標準１２誘導心電図^JC10|||202404051010|||||||||\(doctor)||||||20240405103000||EC|F",
      "NTE|1||体動によるノイズあり", "TQ1|1||||||||R^^HL70485",
      "OBX|1|TX|9A100&IMP^心電図所見^JC10|1|正常洞調律。~軽度のＳＴ低下。||||||F",
      "OBX|2|NM|32769^心拍数^99MFR|2|67|bpm|50-90||||F", "OBX|3|NM|59136^ＱＴｃ時間&Bazett^99MFR|2|433|msec|||||F",
      "NTE|1||自動計測", "OBX|4|NM|32774^ＱＲＳ軸^99MFR|2|-14|degree|||||F",
      "OBX|5|NM|58368&7^Ｒ振幅&Ｖ５^99MFR|2|2.505|mV|||||F", "OBX|6|NM|58368&3^Ｒ振幅&Ｖ１^99MFR|2|1.25|mV|||||F",
      "OBX|7|ED|^心電図報告書^99MFR|3|^application^pdf^Base64^JVBERi0xLjQK||||||F",
      "OBX|8|RP|^波形^99MFR|3|ecg0001.mwf^^application^octet-stream||||||F",
    ])
}
