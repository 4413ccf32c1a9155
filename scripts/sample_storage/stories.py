"""What happened to each of the twelve patients (README.md of SampleStorage tells the same in a table)."""

from . import extended, hl7, messages as m
from .messages import adt, outpatient, pv1, ward
from .stays import gallstone, pneumonia
from .storage import REFERRAL, REPORT, order


def tell(storage):
    hypertension_and_diabetes(storage)
    pneumonia(storage)
    child(storage)
    endoscopy(storage)
    angina(storage)
    gallstone(storage)
    knee(storage)
    pregnancy(storage)
    withdrawn(storage)
    no_consent(storage)
    not_registered(storage)
    chart_made_twice(storage)
    bad_files(storage)


def hypertension_and_diabetes(s):
    """101: two outpatient visits; a prescription with one drug fewer; a preliminary result made final."""
    s.store(m.demographics("101", "20240108090501120", phone2=True), "ADT-00")
    s.store(m.demographics(
        "101", "20240415090312451", phone2=True, relative=("宮本 五一 ミヤモト ゴイチ", "SPO^配偶者", ""),
        allergies=[("DA", "ペニシリン系抗菌薬", "001")]), "ADT-00")
    s.store(m.allergies("101", "20240415091500230", [
        ("DA", "001^ペニシリン系抗菌薬^99T02", "MO", "全身の発疹", "19851105", ""),
        ("LA", "5A1002216023023^スギ^JC10", "MI", "目のかゆみ、くしゃみ", "", "中学生の頃から毎年春")]), "ADT-61")
    rows = [
        dict(name="hypertension", doctor="internal", onset="20180611", main=True, instance="101000000000001"),
        dict(name="diabetes", doctor="internal", onset="20200817", instance="101000000000002",
        comment="食事療法を継続"),
        dict(name="dyslipidaemia", doctor="internal", onset="20210913", instance="101000000000003")]
    s.store(m.diagnoses("101", "20240108101200334", rows), "PPR-01")
    s.store(m.diagnoses("101", "20240415101033208", rows + [
        dict(name="uncoded", doctor="internal", onset="20240415", instance="101000000000004", suspected=True,
             onset_text="四月に入ってから")]), "PPR-01")
    s.store(m.visit("101", "20240415085900110", "internal", "20240415085500"), "ADT-12", department="01")
    s.store(m.visit("101", "20240513090200221", "internal", "20240513085800"), "ADT-12", department="01")
    number = order("101", 1)
    month = [("morning", 28, "20240416", [
        ("amlodipine", 1, 1, 28), ("rosuvastatin", 1, 1, 28)]),
        ("twice", 28, "20240415", [("metformin", 1, 2, 56)])]
    s.store(m.prescription("101", "20240415102001045", number, "internal", "O", month), "OMP-01", number,
        "01")
    fewer = [("morning", 28, "20240416", [("amlodipine", 1, 1, 28)]), month[1]]
    s.store(m.prescription("101", "20240415104512987", number, "internal", "O", fewer), "OMP-01", number,
        "01")
    number = order("101", 2)
    s.store(m.prescription("101", "20240513095030415", number, "internal", "O", [
        ("morning", 28, "20240514", [("amlodipine", 1, 1, 28)]),
        ("evening", 28, "20240513", [("rosuvastatin", 1, 1, 28)]),
        ("thrice", 5, "20240513", [("carbocisteine", 1, 3, 15)])]), "OMP-01", number, "01")
    # Ordered, then taken back before the patient had left the room.
    number = order("101", 3)
    taken_back = [("bedtime", 14, "20240513", [("magnesia", 2, 2, 28)])]
    s.store(m.prescription("101", "20240513095140100", number, "internal", "O", taken_back), "OMP-01", number,
        "01")
    s.delete(m.prescription(
        "101", "20240513095322008", number, "internal", "O", taken_back, control="CA"), "OMP-01", number,
        "01")
    number = order("101", 4)
    groups = [
        ("serum", "chem", ["AST", "ALT", "Cre", "K", "LDL", "HDL", "TG", "CRP"]), ("plasma", "chem", ["GLU"]),
        ("blood", "chem", ["HbA1c"]), ("urine", "urine", ["UPro", "UGlu", "UOB", "UpH"])]
    s.store(m.lab_order("101", "20240415091020555", number, "internal", outpatient("internal"), "O", groups),
            "OML-01", number, "01")
    results = [
        ("serum", "chem", [
            ("AST", "24", "N"), ("ALT", "31", "H"), ("Cre", "0.62", "N"), ("K", "4.2", "N"),
            ("LDL", "141", "N"),
            ("HDL", "52", "N"), ("TG", "188", "H"), ("CRP", "<0.04", "")]),
        ("plasma", "chem", [("GLU", "146", "H")]), ("blood", "chem", [("HbA1c", "7.1", "H")]),
        ("urine", "urine", [("UPro", "(1+)", "A"), ("UGlu", "1+", "A"), ("UOB", "(-)", "N"),
        ("UpH", "6.0", "N")])]
    preliminary = results[:1] + [("plasma", "chem", [("GLU", "146", "H", "P")])]
    for timestamp, groups, status in (
        ("20240415100210300", preliminary, "P"), ("20240415133045812", results, "F")):
        s.store(m.lab_result("101", timestamp, number, "internal", outpatient("internal"), "O",
            "202404150920", groups, status),
                "OML-11", number, "01")


def child(s):
    """103: a child with food allergies; syrups by weight; specific IgE with comparators."""
    p, d = "103", "paediatrics"
    s.store(m.demographics(p, "20240610090012045", insurance="06", relative=("日向 京子 ヒナタ キョウコ", "MTH^母親", ""),
                           allergies=[("FA", "鶏卵", "101")]), "ADT-00")
    s.store(m.allergies(p, "20240610094533871", [
        ("FA", "5A1002447023023^卵白^JC10", "SV", "全身のじんましん、喘鳴", "20200315", ""),
        ("FA", "102^牛乳^99T02", "MO", "口のまわりの発赤", "", "一歳の誕生日の頃"),
        ("AA", "201^ねこ^99T02", "U", "", "", "")]), "ADT-61")
    s.store(m.diagnoses(p, "20240610100211390", [
        dict(name="eggallergy", doctor=d, onset="20200315"),
        dict(name="bronchitis", doctor=d, onset="20240610", main=True, prefix=("8001", "再発性"))]), "PPR-01")
    s.store(m.visit(p, "20240610084500333", d, "20240610084000"), "ADT-12", department="09")
    number = order(p, 1)
    s.store(m.prescription(p, "20240610095512708", number, d, "O", [
        ("thrice", 5, "20240610", [("syrup", "1.5", "4.5", "22.5")]),
        ("bedtime", 5, "20240610", [("antihistamine", "2.5", "2.5", "12.5")])]),
        "OMP-01", number, "09")
    number = order(p, 2)
    s.store(m.lab_order(p, "20240610092200150", number, d, outpatient(d), "O",
        [("serum", "immune", ["IgE", "eggwhite", "milk"])]),
            "OML-01", number, "09")
    s.store(m.lab_result(p, "20240612101000466", number, d, outpatient(d), "O", "202406100930", [
        ("serum", "immune", [("IgE", ">^2000", "H"), ("eggwhite", ">100", "H"), ("milk", "<5", "A")])]),
        "OML-11", number, "09")
    # The meal of a day ward: the allergy goes with the order.
    number = order(p, 3)
    s.store(m.meal(p, "20240610101500090", number, d, pv1("I", ward("2S", "201", "3"), d), "2024061012",
                   "031^幼児食（卵・乳除去）^99T09", "小さく刻む", allergy=("FA", "鶏卵", "101")), "OMD", number, "09")


def endoscopy(s):
    """104: a family name that JIS X 0208 does not hold; endoscopy with biopsy."""
    p, d = "104", "gastro"
    s.store(m.demographics(p, "20240701083012777"), "ADT-00")
    s.store(m.visit(p, "20240701083055120", d, "20240701082500"), "ADT-12", department="06")
    s.store(m.visit(p, "20240709083101542", d, "20240709082000"), "ADT-12", department="06")
    s.store(m.diagnoses(p, "20240701093000505", [
        dict(name="gastritis", doctor=d, onset="20240701", main=True),
        dict(name="gastriculcer", doctor=d, onset="20240701", suspected=True)]), "PPR-01")
    s.store(m.diagnoses(p, "20240709114210005", [
        dict(name="gastritis", doctor=d, onset="20240701", main=True, outcome="N", prefix=("4041", "慢性"))]),
        "PPR-01")
    panel = "11000000000^検査．上部．−．−．−．−^LENDO"
    normal = "11000000100^検査．上部．−．−．上部通常内視鏡．−^LENDO"
    biopsy = "11020001401^検査．上部．胃．−．上部通常内視鏡．生検採取^LENDO"
    number = order(p, 1)
    s.store(m.examination(p, "20240701093312006", number, d, outpatient(d), "O", panel, [normal], [
        ("TX", "MS3-24^外来所見^JSHR", "６月下旬から空腹時の心窩部痛。日中も軽快しない。"),
        ("TX", "MS3-34^臨床病名^JSHR", "胃潰瘍の疑い")]), "OMG-02", number, "06")
    staff = ("XCN", "DR-02.EM-01^正従業員の実施医師^JSHR", "D1003^京谷^本子^^^^^^^L^^^^^I")
    s.store(m.performed(p, "20240709110533818", number, d, outpatient(d), "O", "20240709101500", panel, [
        (normal, [staff, ("TS", "TM-P1^開始時間^JSHR", "20240709101500"),
        ("TS", "TM-P2^終了時間^JSHR", "20240709103000")], d, None),
        (biopsy, [staff, ("TS", "TM-B1^生検時間^JSHR", "20240709102212")], d, None)], "A202407090004", "ES",
        ordered="20240701093312"), "OMG-12", number, "06")
    number = order(p, 2)
    s.store(m.prescription(p, "20240709113001440", number, d, "O", [
        ("morning", 28, "20240710", [("ppi", 1, 1, 28)]),
        ("thrice", 28, "20240709", [("rebamipide", 1, 3, 84)])]), "OMP-01", number, "06")
    number = order(p, 3)
    s.store(m.lab_result(p, "20240709091500720", number, d, outpatient(d), "O", "202407090840", [
        ("blood", "haem", [("WBC", "5.1", "N"), ("Hb", "12.6", "N"), ("PLT", "231", "N")]),
        ("serum", "immune", [("HBsAg", "(-)", "N")])]), "OML-11", number, "06")


def angina(s):
    """105: electrocardiogram, troponin below the limit, tablets when needed, a referral letter revised."""
    p, d = "105", "cardio"
    s.store(m.demographics(p, "20240722091500654", insurance="39", relative=("本宮 日代 モトミヤ ヒヨ", "CHD^子供", "")),
        "ADT-00")
    s.store(m.visit(p, "20240722091533900", d, "20240722090000"), "ADT-12", department="08")
    s.store(m.diagnoses(p, "20240722110022187", [
        dict(name="angina", doctor=d, onset="20240715", main=True, onset_text="七月中旬、坂道で"),
        dict(name="heartfailure", doctor=d, onset="20240722", suspected=True),
        dict(name="dyslipidaemia", doctor=d, onset="20190401")]), "PPR-01")
    number = order(p, 1)
    ecg = "9A110^標準１２誘導心電図^JC10"
    s.store(m.examination(p, "20240722093012250", number, d, outpatient(d), "O", ecg, [], [
        ("TX", "9A100&IMP^心電図所見^JC10", "労作時の胸部圧迫感。心筋虚血の評価。")]), "OMG-03", number, "08")
    s.store(m.physiology_result(p, "20240722101500990", number, d, outpatient(d), "O", "20240722095500", ecg,
        [
        ("TX", "9A100&IMP^心電図所見^JC10", "正常洞調律。Ｖ５、Ｖ６でＳＴ低下０．５ｍｍ。"),
        ("NM", "32769^心拍数^99MFR", "74", "/min"), ("NM", "32770^ＰＱ時間^99MFR", "162", "ms"),
        ("NM", "58240^ＱＲＳ幅^99MFR", "96", "ms"), ("NM", "56008^ＱＴ時間^99MFR", "402", "ms"),
        ("NM", "32776^Ｔ波軸^99MFR", "-14", "deg")]), "OMG-13", number, "08")
    number = order(p, 2)
    s.store(m.lab_order(p, "20240722093500018", number, d, outpatient(d), "O", [
        ("serum", "chem", ["CK", "LDL", "TnI"]), ("plasma", "chem", ["BNP"])]), "OML-01", number, "08")
    s.store(m.lab_result(p, "20240722104030333", number, d, outpatient(d), "O", "202407220940", [
        ("serum", "chem", [("CK", "131", "N"), ("LDL", "122", "N"), ("TnI", "<5", "N")]),
        ("plasma", "chem", [("BNP", "42.7", "H")])]), "OML-11", number, "08")
    number = order(p, 3)
    s.store(m.prescription(p, "20240722111012609", number, d, "O", [
        ("morning", 14, "20240723", [("aspirin", 1, 1, 14), ("bisoprolol", 1, 1, 14)]),
        ("attack", 10, "20240722", [("nitro", 1, "", 10)])]),
        "OMP-01", number, "08")
    sections = [
        ("紹介目的", "労作性狭心症の外来加療の継続をお願いいたします。"),
        ("主訴または病名", "労作性狭心症\n脂質異常症"),
        ("症状経過及び検査結果", "七月中旬より坂道で胸部圧迫感を自覚。心電図でＶ５、Ｖ６にＳＴ低下を認めました。"),
        ("現在の処方", "アスピリン腸溶錠１００ｍｇ　一日一回朝食後\nビソプロロールフマル酸塩錠２．５ｍｇ　一日一回朝食後")]
    for version, timestamp in ((1, "20240722113000100"), (2, "20240722154512700")):
        if version == 2:
            sections = sections + [("備考", "発作時のニトログリセリン舌下錠を追記しました。")]
        s.store_folder("0000000105", "20240722", REFERRAL, order(p, 61), timestamp, "08", {
            "main_document.xml": extended.referral_letter(p, "105061", version, timestamp[:14], d, sections)})


def knee(s):
    """107: X-ray of the knees with its report as PDF; tapes; a change of doctor that was cancelled."""
    p, d = "107", "orthopaedics"
    s.store(m.demographics(p, "20240819090512010", phone2=True), "ADT-00")
    s.store(m.visit(p, "20240819090600234", d, "20240819085500"), "ADT-12", department="11")
    s.store(adt(p, "20240819100000220", "A54", "ADT_A54", "-", outpatient("surgery"),
        occurred="20240819100000"), "ADT-01", department="10")
    s.delete(adt(p, "20240819101500710", "A55", "ADT_A52", "-", outpatient("surgery"),
        occurred="20240819100000"), "ADT-01", department="10")
    s.store(m.diagnoses(p, "20240819103300415", [
        dict(name="kneeoa", doctor=d, onset="20230405", main=True, prefix=("2049", "両側")),
        dict(name="backpain", doctor=d, onset="20240801", outcome="R")]), "PPR-01")
    panel = "1000000000000000^Ｘ線単純撮影^JJ1017"
    right = "10000003600102000000010000000000^右膝関節．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017"
    left = "10000003700102000000010000000000^左膝関節．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017"
    number = order(p, 1)
    s.store(m.examination(p, "20240819092200550", number, d, outpatient(d), "O", panel, [right, left]),
        "OMG-01", number, "11")
    s.store(m.performed(p, "20240819095012030", number, d, outpatient(d), "O", "20240819094000", panel, [
        (right, [], "radiology", ("60", "200", "110", "0.03")),
        (left, [], "radiology", ("60", "200", "110", "0.03"))],
        "A202408190007", "DX", ordered="20240819092200"), "OMG-11", number, "11")
    s.store_folder("0000000107", "20240819", REPORT, number, "20240819130012440", "30", {
        "main_document.pdf": extended.pdf("両膝関節単純Ｘ線検査　読影報告書", [
            "患者　時田 宮子　女性　昭和４１年生", "検査日　令和６年８月１９日", "所見　両側内側関節裂隙の狭小化、骨棘形成を認める。",
            "診断　両側変形性膝関節症", "読影医　日置 線一（登呂市民病院 放射線科）"])})
    # Written for the wrong examination: deleted, which in this storage is a renaming and nothing else.
    wrong = s.store_folder("0000000107", "20240819", REPORT, order(p, 9), "20240819123000150", "30", {
        "main_document.pdf": extended.pdf("腰椎単純Ｘ線検査　読影報告書", ["所見　（記載途中）"])})
    s.delete_folder(wrong)
    number = order(p, 2)
    s.store(m.prescription(p, "20240819104512612", number, d, "O", [
        ("patch", 28, "20240819", [("tape", 2, 2, 56)]),
        ("pain", 20, "20240819", [("loxoprofen", 1, "", 20)])]), "OMP-01", number, "11")
    number = order(p, 3)
    s.store(m.prescription(p, "20240819104730001", number, d, "O",
        [("twice", 14, "20240819", [("rebamipide", 1, 2, 28)])]),
            "OMP-01", number, "11")


def pregnancy(s):
    """108: agreed to demographics, allergies, diagnoses and prescriptions only."""
    p, d = "108", "obstetrics"
    s.store(m.demographics(p, "20240902093012240", insurance="06", relative=("日野 本人 ヒノ モトヒト", "SPO^配偶者", "")),
        "ADT-00")
    s.store(m.allergies(p, "20240902094000560",
        [("FA", "5A1002411023006^ソバ^JC10", "MO", "湿疹", "", "小学校入学の頃")]), "ADT-61")
    s.store(m.visit(p, "20240902093100114", d, "20240902092000"), "ADT-12", department="24")
    s.store(m.diagnoses(p, "20240902102200700", [
        dict(name="pregnancy", doctor=d, onset="20240610", main=True),
        dict(name="anaemia", doctor=d, onset="20240902")]), "PPR-01")
    number = order(p, 1)
    panel = "99A000000000000^経皮的超音波検査^JJ1017"
    foetus = "99A00005550000000000000000000000^胎児．経皮的超音波検査^JJ1017"
    s.store(m.performed(p, "20240902101512008", number, d, outpatient(d), "O", "20240902095500", panel,
        [(foetus, [], "midwife", None)],
                        "A202409020002", "US", ordered="20240902093500"), "OMG-11", number, "24")
    number = order(p, 2)
    s.store(m.lab_result(p, "20240902100533610", number, d, outpatient(d), "O", "202409020940", [
        ("blood", "haem", [("Hb", "9.8", "L"), ("PLT", "201", "N")]),
        ("urine", "urine", [("UPro", "(±)", "A"), ("UGlu", "(-)", "N")])]),
        "OML-11", number, "24")
    number = order(p, 3)
    s.store(m.prescription(p, "20240902103012330", number, d, "O",
        [("morning", 28, "20240903", [("iron", 2, 2, 56)])]), "OMP-01", number, "24")


def withdrawn(s):
    """109: consented in March, withdrew in June: what was sent must go away again."""
    p, d = "109", "internal"
    s.store(m.demographics(p, "20240408090101010"), "ADT-00")
    s.store(m.visit(p, "20240408090202020", d, "20240408085000"), "ADT-12", department="01")
    s.store(m.diagnoses(p, "20240408101010101",
        [dict(name="diabetes", doctor=d, onset="20190902", main=True)]), "PPR-01")
    number = order(p, 1)
    s.store(m.prescription(p, "20240408103030303", number, d, "O",
        [("twice", 28, "20240408", [("metformin", 1, 2, 56)])]), "OMP-01", number, "01")
    number = order(p, 2)
    s.store(m.lab_result(p, "20240408110505050", number, d, outpatient(d), "O", "202404080905", [
        ("blood", "chem", [("HbA1c", "8.3", "H")]), ("plasma", "chem", [("GLU", "201", "H")])]), "OML-11",
        number, "01")


def no_consent(s):
    """110: linked, but was never asked."""
    p, d = "110", "internal"
    s.store(m.demographics(p, "20240422093300110", insurance="39"), "ADT-00")
    s.store(m.visit(p, "20240422093311220", d, "20240422092500"), "ADT-12", department="01")
    s.store(m.diagnoses(p, "20240422100044330",
        [dict(name="hypertension", doctor=d, onset="20120514", main=True)]), "PPR-01")
    number = order(p, 1)
    s.store(m.prescription(p, "20240422101155440", number, d, "O",
        [("morning", 28, "20240423", [("amlodipine", 1, 1, 28)])]), "OMP-01", number, "01")


def not_registered(s):
    """111: has no regional ID."""
    p, d = "111", "internal"
    s.store(m.demographics(p, "20240507091500500"), "ADT-00")
    s.store(m.visit(p, "20240507091530600", d, "20240507090000"), "ADT-12", department="01")
    s.store(m.diagnoses(p, "20240507100000700",
        [dict(name="dyslipidaemia", doctor=d, onset="20240507", main=True)]), "PPR-01")


def chart_made_twice(s):
    """112: a chart opened twice for one person and deleted again; has no regional ID."""
    p = "112"
    s.store(m.demographics(p, "20240909084500100"), "ADT-00")
    s.delete(adt(p, "20240909090012300", "A23", "ADT_A21", "-", outpatient("internal")), "ADT-00")


def bad_files(s):
    """Five files, each bad in its own way, each in the folder of a patient who consents."""
    def path(short, care_date, kind, number, timestamp, department, folder_kind=None):
        patient = f"{int(short):010d}"
        name = f"{patient}_{care_date}_{kind}_{number}_{timestamp}_{department}_1"
        return f"{patient[:3]}/{patient[3:6]}/{patient}/{care_date}/{folder_kind or kind}/{name}"

    s.plant(path("103", "20240617", "OMP-01", order("103", 91), "20240617100000100", "09"), b"",
            "0000000103", "OMP-01", "hl7.empty")
    s.plant(path("104", "20240716", "OML-11", order("104", 92), "20240716100000200", "06"), b"\x9f\xe1",
            "0000000104", "OML-11", "hl7.not-hl7")
    number = order("105", 93)
    good = m.prescription("105", "20240805100000300", number, "cardio", "O",
    [("morning", 14, "20240806", [("aspirin", 1, 1, 14)])])
    s.plant(path("105", "20240805", "OMP-01", number, "20240805100000300", "08", folder_kind="OML-11"),
        hl7.encode(good.text),
            "0000000105", "OML-11", "path.kind-mismatch")
    number = order("106", 94)
    other = m.lab_result("101", "20240624101500400", number, "surgery", outpatient("surgery"), "O",
    "202406240930", [
        ("serum", "chem", [("CRP", "0.21", "H")])])
    s.plant(path("106", "20240624", "OML-11", number, "20240624101500400", "10"), hl7.encode(other.text),
            "0000000106", "OML-11", "path.patient-mismatch")
    number = order("107", 95)
    whole = hl7.encode(m.prescription("107", "20240902100000500", number, "orthopaedics", "O", [
        ("pain", 10, "20240902", [("loxoprofen", 1, "", 10)])]).text)
    # After the first byte of 服 in 内服: the file ends in the middle of a character in the middle of TQ1.
    inside = whole.index(hl7.jis_code("服"), whole.index(b"TQ1|")) + 1
    s.plant(path("107", "20240902", "OMP-01", number, "20240902100000500", "11"), whole[:inside],
            "0000000107", "OMP-01", "hl7.structure")
