"""The two stays in hospital: patients 102 and 106."""

from . import extended, hl7, messages as m
from .messages import adt, pv1, ward
from .storage import NINES, REPORT, VITALS, order


def pneumonia(s):
    """102: a whole stay from the plan to the discharge; meals, injections, a culture, an X-ray."""
    p, d = "102", "respiratory"
    room, next_room = ward("3E", "301", "1"), ward("4W", "412", "2")
    stay = pv1("I", room, d, start="20240520103000")
    s.store(m.demographics(
        p, "20240517140211900", insurance="39", relative=("京極 日和子 キョウゴク ヒワコ", "SPO^配偶者", ""),
        disability=True), "ADT-00")
    s.store(m.allergies(p, "20240520110501227", [
        ("EA", "5A1102700023023^ハウスダスト^JC10", "MI", "くしゃみ", "200302", "")]), "ADT-61")
    s.store(m.diagnoses(p, "20240605153012004", [
        dict(name="pneumonia", doctor=d, onset="20240518", setting="H", main=True, outcome="F",
        resolved="20240605",
             prefix=("8004", "急性")),
        dict(name="copd", doctor=d, onset="20150302", setting="O", outcome="N"),
        dict(name="hypertension", doctor="internal", onset="20100706")]), "PPR-01")
    s.store(adt(p, "20240517143005118", "A14", "ADT_A05", "20240520", pv1("I", "", d), planned="202405201000",
                pv2={1: room, 8: "202405201000"}), "ADT-21", department="05")
    s.store(adt(p, "20240520104512310", "A01", "ADT_A01", "20240520",
                pv1("I", room, d, admitting=d, start="20240520103000")), "ADT-22", department="05")
    s.store(adt(p, "20240520104700020", "A54", "ADT_A54", "-", stay, occurred="20240520103000"), "ADT-01",
        department="05")
    s.store(adt(p, "20240524090010777", "A54", "ADT_A54", "-",
        pv1("I", room, "internal", department="01", start="20240520103000"),
                occurred="20240524090000"), "ADT-01", department="01")
    s.store(adt(p, "20240525093010104", "A21", "ADT_A21", "20240525",
        pv1("I", "^^^^^N", "internal", start="20240520103000"),
                occurred="20240525092500", pv2={47: "202405261700"}), "ADT-31", department="01")
    s.store(adt(p, "20240526165522640", "A22", "ADT_A21", "20240526",
        pv1("I", room, "internal", start="20240520103000"),
                occurred="20240526165000"), "ADT-32", department="01")
    s.store(adt(p, "20240527110000001", "A15", "ADT_A15", "20240528",
        pv1("I", room, "internal", start="20240520103000"),
                planned="202405281000", pv2={1: next_room, 8: "202405281000"}), "ADT-41", department="01")
    s.store(adt(p, "20240528101533250", "A02", "ADT_A02", "20240528",
                pv1("I", next_room, "internal", prior=room, start="20240520103000"),
                occurred="20240528101000"),
            "ADT-42", department="01")
    s.store(adt(p, "20240603160000888", "A16", "ADT_A16", "20240605",
        pv1("I", next_room, "internal", start="20240520103000"),
                planned="202406051000", pv2={9: "202406051000"}), "ADT-51", department="01")
    s.store(adt(p, "20240605103045999", "A03", "ADT_A03", "20240605",
                pv1("I", next_room, "internal", admitting=d, disposition="01", start="20240520103000",
                end="20240605101500")),
            "ADT-52", department="01")
    # Meals: this information system renumbers an order when it changes, so the old one is deleted.
    first, second = order(p, 11), order(p, 12)
    s.store(m.meal(p, "20240520111203410", first, d, stay, "2024052012", "001^常食^99T09", "一日１６００ｋｃａｌ"), "OMD",
        first, "05")
    s.delete(m.meal(p, "20240520150130770", first, d, stay, "2024052018", "001^常食^99T09", "一日１６００ｋｃａｌ", "CA"),
             "OMD", first, "05")
    s.store(m.meal(p, "20240520150130771", second, d, stay, "2024052018", "012^全粥食（減塩）^99T09",
        "塩分一日６ｇ、とろみ付き"),
            "OMD", second, "05")
    number = order(p, 21)
    times = [("202405201200", "202405201300"), ("202405202400", "202405202500")]
    drugs = [("saline", 1), ("ceftriaxone", 1)]
    s.store(m.injection(p, "20240520112530115", number, d, stay, times, drugs, rate="100"), "OMP-02", number,
        "05")
    s.store(m.administered(
        p, "20240520131502404", number, d, stay, "20240520120512", "20240520130344", drugs,
        place="3E^301^1^^^N",
        group=f"{number}_01_001", note="左前腕に留置"), "OMP-12", number, "05")
    number = order(p, 31)
    s.store(m.prescription(p, "20240522100512876", number, d, "I", [
        ("thrice", 7, "2024052212", [("carbocisteine", 1, 3, 21)]),
        ("morning", 7, "2024052308", [("levofloxacin", 1, 1, 7)])],
        visit_segment=stay), "OMP-01", number, "05")
    s.store(m.administered(
        p, "20240522124010220", number, d, stay, "20240522123000", "20240522123000", [("carbocisteine", 1)],
        place="3E^301^1^^^N"), "OMP-11", number, "05")
    number = order(p, 41)
    s.store(m.lab_order(p, "20240520110012018", number, d, stay, "I", [
        ("serum", "chem", ["TP", "Alb", "LD", "UN", "Cre", "Na", "K", "Cl", "CRP"]),
        ("blood", "haem", ["WBC", "RBC", "Hb", "PLT"])]),
        "OML-01", number, "05")
    s.store(m.lab_result(p, "20240520124533407", number, d, stay, "I", "202405201110", [
        ("serum", "chem", [
            ("TP", "6.1", "L"), ("Alb", "2.9", "L"), ("LD", "248", "H"), ("UN", "24", "H"),
            ("Cre", "0.98", "H"),
            ("Na", "134", "L"), ("K", "3.9", "N"), ("Cl", "99", "L"), ("CRP", "18.42", "HH")]),
        ("blood", "haem", [("WBC", "16.8", "HH"), ("RBC", "3.92", "N"), ("Hb", "11.9", "N"),
        ("PLT", "342", "N")])]),
        "OML-11", number, "05")
    number = order(p, 42)
    sputum = [("1131", "Streptococcus pneumoniae", "(3+)"), ("1301", "Staphylococcus aureus", "(1+)")]
    collected = "202405201125"
    s.store(m.culture(p, "20240521173000310", number, d, stay, collected, sputum[:1], status="P"), "OML-11",
        number, "05")
    s.store(m.culture(p, "20240523160044121", number, d, stay, collected, sputum, [
        ("ペニシリンＧ", "<=0.06", "S"), ("セフトリアキソン", "<=0.25", "S"), ("エリスロマイシン", ">4", "R")]), "OML-11", number,
        "05")
    number = order(p, 51)
    chest = "1000000000000000^Ｘ線単純撮影^JJ1017"
    front = "10000002000102000000010000000000^胸部．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017"
    side = "10000002000106000000010000000000^胸部．Ｘ線単純撮影．立位側面（Ｌ→Ｒ）^JJ1017"
    s.store(m.examination(p, "20240520104933700", number, d, stay, "I", chest, [front, side], [
        ("NM", "01-02^体重^JSHR001", "54.7", "kg")]), "OMG-01", number, "05")
    s.store(m.performed(p, "20240520113844512", number, d, stay, "I", "20240520113000", chest, [
        (front, [], "radiology", ("120", "200", "180", "0.02")),
        (side, [], "radiology", ("125", "250", "180", "0.04"))],
        "A202405200001", "DX", ordered="20240520104933"), "OMG-11", number, "05")
    for day, rounds in (
        ("20240520", [
            ("202405201100", 138, 78, 104, 24, "38.9", 91), ("202405202000", 126, 70, 92, 20, "38.1", 95)]),
        ("20240523", [
            ("202405230600", 122, 72, 78, 16, "36.8", 97), ("202405231400", 124, 74, 76, 16, "36.7", 98)])):
        key = f"{int(day):015d}"
        message = m.vital_signs(p, f"{day}233015004", key, d, stay, rounds)
        s.store_folder(message.patient.id, day, VITALS, key, f"{day}233015004", "05",
            vital_document(s, message))
    s.store_folder("0000000102", "20240520", REPORT, order(p, 51), "20240520141530600", "30", {
        "main_document.pdf": extended.pdf("胸部単純Ｘ線検査　読影報告書", [
            "患者　京極 本昭　男性　昭和２４年生", "検査日　令和６年５月２０日", "所見　右下肺野に浸潤影を認める。心拡大なし。",
            "診断　右下葉肺炎", "読影医　日置 線一（登呂市民病院 放射線科）"])})


def vital_document(s, message):
    s._check(message, NINES)
    return {"main_document.hl7": hl7.encode(message.text)}


def gallstone(s):
    """106: everything that can be cancelled is cancelled once, and the stay goes on."""
    p, d = "106", "surgery"
    room, other = ward("5N", "508", "1"), ward("5N", "512", "1")
    start = "20240604100000"
    stay = pv1("I", room, d, start=start)
    s.store(m.demographics(p, "20240527090033110", relative=("入江 日出夫 イリエ ヒデオ", "SPO^配偶者", "")), "ADT-00")

    def both(kind, care_date, first, cancel, structures, times, visit_segment, planned="", occurred="",
        pv2=None, cancelling=None):
        args = dict(planned=planned, occurred=occurred, pv2=pv2)
        s.store(adt(p, times[0], first, structures[0], care_date, visit_segment, **args), kind,
            department="10")
        s.delete(adt(p, times[1], cancel, structures[1], care_date, visit_segment, **(cancelling or args)),
            kind, department="10")

    # Planned for the 3rd, put off to the 4th.
    both("ADT-21", "20240603", "A14", "A27", ("ADT_A05", "ADT_A21"),
        ("20240527093000120", "20240530150000210"),
         pv1("I", "", d), planned="202406031000", pv2={1: room, 8: "202406031000"})
    s.store(adt(p, "20240530150130404", "A14", "ADT_A05", "20240604", pv1("I", "", d), planned="202406041000",
                pv2={1: room, 8: "202406041000"}), "ADT-21", department="10")
    # Admitted on the wrong day by the clerk, then on the right one.
    both("ADT-22", "20240603", "A01", "A11", ("ADT_A01", "ADT_A09"),
        ("20240603140000500", "20240603141233650"),
         pv1("I", room, d, admitting=d, start="20240603100000"))
    s.store(adt(p, "20240604101500330", "A01", "ADT_A01", "20240604",
        pv1("I", room, d, admitting=d, start=start)), "ADT-22", department="10")
    both("ADT-41", "20240605", "A15", "A26", ("ADT_A15", "ADT_A21"),
        ("20240604150000440", "20240605080000120"),
         stay, planned="202406051300", pv2={1: other, 8: "202406051300"})
    both("ADT-42", "20240605", "A02", "A12", ("ADT_A02", "ADT_A09"),
        ("20240605131000770", "20240605132512090"),
         pv1("I", other, d, prior=room, start=start), occurred="20240605130000")
    both("ADT-31", "20240608", "A21", "A52", ("ADT_A21", "ADT_A52"),
        ("20240608090000312", "20240608100512450"),
         stay, occurred="20240608090000", pv2={47: "202406091700"})
    both("ADT-32", "20240609", "A22", "A53", ("ADT_A21", "ADT_A52"),
        ("20240609170500618", "20240609171000019"),
         stay, occurred="20240609170000", cancelling=dict(planned="", occurred="20240609170000",
         pv2={47: "202406091700"}))
    both("ADT-51", "20240611", "A16", "A25", ("ADT_A16", "ADT_A21"),
        ("20240610090000201", "20240611083000990"),
         stay, planned="202406111000", pv2={9: "202406111000"})
    # Fever on the day of discharge: discharged a day later.
    both("ADT-52", "20240611", "A03", "A13", ("ADT_A03", "ADT_A01"),
        ("20240611101000455", "20240611113000118"),
         pv1("I", room, d, admitting=d, disposition="01", start=start, end="20240611100000"))
    s.store(adt(p, "20240612102030440", "A03", "ADT_A03", "20240612",
                pv1("I", room, d, admitting=d, disposition="01", start=start, end="20240612100000")),
                "ADT-52", department="10")
    s.store(adt(p, "20240604101700480", "A54", "ADT_A54", "-", stay, occurred=start), "ADT-01",
        department="10")
    s.store(m.diagnoses(p, "20240612110045223", [
        dict(name="gallstone", doctor=d, onset="20240513", setting="H", main=True, outcome="F",
        resolved="20240612")]), "PPR-01")
    s.store(m.allergies(p, "20240604110512330", [
        ("DA", "190002320^セファゾリンナトリウム静注用１ｇ「登呂」^HOT9", "MI", "前腕の発赤", "2016", "")]), "ADT-61")
    number = order(p, 1)
    s.store(m.injection(p, "20240604120033800", number, d, stay, [("202406050830", "202406050900")],
        [("maintenance", 1)], rate="80"),
            "OMP-02", number, "10")
    s.store(m.administered(p, "20240605090512300", number, d, stay, "20240605083000", "20240605090000",
        [("maintenance", 1)],
                           nurse="nurse_night", place="5N^508^1^^^N", group=f"{number}_01_001"), "OMP-12",
                           number, "10")
    # An injection that was stopped because of the allergy.
    number = order(p, 2)
    stopped = [("saline", 1), ("cefazolin", 1)]
    s.store(m.injection(p, "20240604120210150", number, d, stay, [("202406050800", "202406050830")], stopped),
        "OMP-02", number, "10")
    s.delete(m.injection(p, "20240604131500460", number, d, stay, [("202406050800", "202406050830")], stopped,
        control="DC"),
             "OMP-02", number, "10")
    number = order(p, 3)
    s.store(m.lab_result(p, "20240606093010077", number, d, stay, "I", "202406060630", [
        ("serum", "chem", [("AST", "38", "H"), ("ALT", "41", "H"), ("CRP", "3.10", "H")]),
        ("blood", "haem", [("WBC", "9.8", "H"), ("Hb", "11.2", "L")])]),
        "OML-11", number, "10")
    number = order(p, 4)
    s.store(m.prescription(p, "20240611140512250", number, d, "I",
        [("pain", 10, "20240611", [("loxoprofen", 1, "", 10)])],
                           visit_segment=stay), "OMP-01", number, "10")
