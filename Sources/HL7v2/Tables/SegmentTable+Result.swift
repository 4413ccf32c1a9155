extension SegmentTable {
  /// Specimens, examinations and their results.
  static let result: StaticString = """
    =SPM|検体|Specimen
    1|セットID-SPM|Set ID – SPM|SI|4|||E
    2|検体ID|Specimen ID|EIP|80|||E
    3|親検体ID|Specimen Parent IDs|EIP|80|+||N
    4|検体タイプ|Specimen Type|CWE|250|||R
    5|検体タイプ修飾子|Specimen Type Modifier|CWE|250|+||N
    6|検体添加物|Specimen Additives|CWE|250|+||N
    7|検体採取法|Specimen Collection Method|CWE|250|||N
    8|検査材料・検査部位|Specimen Source Site|CWE|250|||E
    9|検査材料修飾子|Specimen Source Site Modifier|CWE|250|+||N
    10|検体採取部位|Specimen Collection Site|CWE|250|||N
    11|検体役割|Specimen Role|CWE|250|+||N
    12|検体採取量|Specimen Collection Amount|CQ|20|||N
    13|検体総数|Grouped Specimen Count|NM|6|||N
    14|検体記述|Specimen Description|ST|250|+||N
    15|検体取り扱いコード|Specimen Handling Code|CWE|250|+||N
    16|検体リスクコード|Specimen Risk Code|CWE|250|+||N
    17|検体採取日時|Specimen Collection Date/Time|DR|26|||E
    18|検体受領日時|Specimen Received Date/Time|TS|26|||N
    19|検体有効日時|Specimen Expiration Date/Time|TS|26|||N
    20|検体有効性|Specimen Availability|ID|1|||N
    21|検体拒否理由|Specimen Reject Reason|CWE|250|+||N
    22|検体品質|Specimen Quality|CWE|250|||N
    23|検体適合性|Specimen Appropriateness|CWE|250|||N
    24|検体条件|Specimen Condition|CWE|250|+||N
    25|検体量|Specimen Current Quantity|CQ|20|||N
    26|検体容器数|Number of Specimen Containers|NM|4|||N
    27|容器タイプ|Container Type|CWE|250|||N
    28|容器状態|Container Condition|CWE|250|||N
    29|子検体役割|Specimen Child Role|CWE|250|||N
    =OBR|検査要求|Observation Request|OML-01 OML-11 OMG-01 OMG-11 OMG-02 OMG-12 OMG-03 OMG-13
    1|セットID-OBR|Set ID – OBR|SI|4|||NCCOOOORR
    2|依頼者オーダ番号|Placer Order Number|EI|22|||NRRRRRRRR
    3|実施者オーダ番号|Filler Order Number|EI|22|||NOOOOOOOO
    4|検査項目ID|Universal Service Identifier|CWE|250|||NRRRRRRRR
    5|優先度|Priority – OBR|ID|2|||NNNNNNNNN
    6|要求日時|Requested Date/Time|TS|26|||NNNNNNNNN
    7|検査/採取日時|Observation Date/Time|TS|26|||NCCOOOOCC
    8|検査/採取終了日時|Observation End Date/Time|TS|26|||NOONNOOOO
    9|採取量|Collection Volume|CQ|20|||NNNNNNNNN
    10|採取者識別子|Collector Identifier|XCN|250|+||NNNNNNNNN
    11|検体処置コード|Specimen Action Code|ID|1||0065|NNNNNNNNN
    12|危険(検体)コード|Danger Code|CWE|250|||NOOOOOOOO
    13|関連臨床情報|Relevant Clinical Information|ST|300|||NNNNNNNOO
    14|検体受理日時|Specimen Received Date/Time|TS|26|||NNNNNNNNN
    15|検体材料/採取部位|Specimen Source|SPS|300||0070|NNNNNNNNN
    16|依頼者|Ordering Provider|XCN|250|+||NOOOOOOOO
    17|オーダコールバック用電話番号|Order Callback Phone Number|XTN|250|+||NNNNNNNNN
    18|依頼者項目1|Placer Field 1|ST|60|||NNNNNNNNN
    19|依頼者項目2|Placer Field 2|ST|60|||NNNNNNNNN
    20|実施者項目1|Filler Field 1|ST|60|||NNNNNNNNN
    21|実施者項目2|Filler Field 2|ST|60|||NNNNNNNNN
    22|結果報告/状態変更-日時|Results Rpt/Status Chng - Date/Time|TS|26|||NOOOOOOOO
    23|課金|Charge to Practice|MOC|40|||NNNNNNNNN
    24|診断部門ID|Diagnostic Serv Sect ID|ID|10||0074|NNNNNNNOO
    25|結果状態|Result Status|ID|1||0123|NNNOOOOCC
    26|親結果|Parent Result|PRL|400|||NNNNNNNOO
    27|数量/タイミング|Quantity/Timing|TQ|200|+||NNNNNNNNN
    28|結果配布先|Result Copies To|XCN|250|+||NNNNNNNOO
    29|親番号|Parent|EIP|200|||NNNCCCCCC
    30|患者搬送モード|Transportation Mode|ID|20|||NNNNNNNNN
    31|検査理由|Reason for Study|CWE|250|+||NNNNNNNNN
    32|結果判定責任者|Principal Result Interpreter|NDL|200|||NNNNNNNNN
    33|結果判定アシスタント|Assistant Result Interpreter|NDL|200|+||NNNNNNNNN
    34|医療技術者|Technician|NDL|200|+||NNNNNNNNN
    35|口述記録者|Transcriptionist|NDL|200|+||NNNNNNNNN
    36|予定日時|Scheduled Date/Time|TS|26|||NNNOOOOOO
    37|検体容器数|Number of Sample Containers|NM|4|||NNNNNNNNN
    38|採取検体搬送|Transport Logistics of Collected Sample|CWE|250|+||NNNNNNNNN
    39|採取者コメント|Collector's Comment|CWE|250|+||NNNNNNNNN
    40|搬送調整者|Transport Arrangement Responsibility|CWE|250|||NNNNNNNNN
    41|搬送調整結果|Transport Arranged|ID|30||0224|NNNNNNNNN
    42|随行者要否|Escort Required|ID|1||0225|NNNNNNNNN
    43|患者搬送コメント|Planned Patient Transport Comment|CWE|250|+||NNNNNNNNN
    44|処置コード|Procedure Code|CWE|250||0088|NNNNNNNNN
    45|処置コード修飾子|Procedure Code Modifier|CWE|250|+|0340|NNNNNNNNN
    46|依頼者発行の追加サービス情報|Placer Supplemental Service Information|CWE|250|+|0411|NNNNNNNNN
    47|実施者発行の追加サービス情報|Filler Supplemental Service Information|CWE|250|+|0411|NNNNNNNNN
    48|医学的に必要な重複処置の理由|Medically Necessary Duplicate Procedure Reason.|CWE|250||0476|NNNNNNNNN
    49|結果の取り扱い|Result Handling|IS|2||0507|NNNNNNNNN
    =OBX|検査結果|Observation/Result|OML-01 OML-11 OMP-02 OMP-12 OMG-01 OMG-11 OMG-02 OMG-12 OMG-03 OMG-13
    1|セットID-OBX|Set ID – OBX|SI|4|||NOOOOOOOOOO
    2|値型|Value Type|ID|2||0125|NCCRRRRRRRR
    3|検査項目|Observation Identifier|CWE|250|||NRRRRRRRRRR
    4|検査副ID|Observation Sub-ID|ST|20|||NNNNNNNNNCC
    5|検査値|Observation Value|*|65536|+||NCCCCRRRRCC
    6|単位|Units|CWE|250|||NOOOOOOOOOO
    7|基準値範囲|References Range|ST|60|||NNNNNNNNNNN
    8|異常フラグ|Abnormal Flags|IS|5|+|0078|NNNNNNNNNNN
    9|確率|Probability|NM|5|||NNNNNNNNNNN
    10|異常検査の特質|Nature of Abnormal Test|ID|2|+|0080|NNNNNNNNNNN
    11|検査結果状態|Observation Result Status|ID|1||0085|NRRRRRRRRRR
    12|基準値範囲有効日付|Effective Date of Reference Range|TS|26|||NNNNNNNNNNN
    13|使用者定義アクセス点検|User Defined Access Checks|ST|20|||NNNNNNNNNNN
    14|検査日時|Date/Time of the Observation|TS|26|||NNNNNNNOOOO
    15|実施者ID|Producer's ID|CWE|250|||NNNNNNNNNNN
    16|検査責任者|Responsible Observer|XCN|250|+||NNNNNNNNNNN
    17|検査方法|Observation Method|CWE|250|+||NNNNNNNNNNN
    18|装置ID|Equipment Instance Identifier|EI|22|+||NNNNNNNNNNN
    19|分析日時|Date/Time of the Analysis|TS|26|||NNNNNNNNNNN
    =IPC|画像処置制御|Imaging Procedure Control
    1|受付番号|Accession Identifier|EI|80|||R
    2|要求手続きID|Requested Procedure ID|EI|22|||O
    3|検査インスタンスUID|Study Instance UID|EI|70|||R
    4|予約済手続きステップID|Scheduled Procedure Step ID|EI|22|||O
    5|モダリティ|Modality|CWE|16|||R
    6|プロトコルコード|Protocol Code|CWE|250|+||O
    7|予約済ステーション名|Scheduled Station Name|EI|22|||O
    8|予約済手続きステップ場所|Scheduled Procedure Step Location|CWE|250|+||O
    9|予約済AEタイトル|Scheduled AE Title|ST|16|||O
    =ZE1|実施情報(国内拡張)|Examination performed|OMG-11 OMG-12
    1|セット ID－ZE1|Set ID - ZE1|SI|4|||NOR
    2|制御コード予定／実施|Control Code (planned/performed)|IS|20|||NRR
    3|手技|Procedure|CWE|483|||NRR
    4|手技回数|Procedure Count|NM|16|||NOO
    5|医事加算|Billing Addition|CWE|483|||NON
    6|医療従事者種別|Staff Category|JCC|292|||NCN
    7|医療従事者|Staff|XCN|3002|+||NON
    8|使用物品種別|Item Category|IS|20|||NCN
    9|使用物品|Item Used|ZRD|250|+||NON
    10|連絡先|Contact|XTN|850|||NOO
    11|実施フィールド|Performer Field|ST|199|||NOO
    12|会計フィールド|Accounting Field|ST|199|||NOO
    =ZE2|照射・撮影詳細(国内拡張)|Exposure/irradiation detail
    1|セット ID－ZE2|Set ID|SI|4|||O
    2|管電圧|Tube Voltage|CQ|500|||O
    3|管電流|Tube Current|CQ|500|||O
    4|距離|Distance|CQ|500|||O
    5|時間|Time|CQ|500|||O
    6|回数|Number Of Exposure|NM|16|||O
    7|撮影フィールド|Exposure Comment Field|ST|199|||O
    """
}
