/// What becomes of the fields of each converted kind, as the converters do it; `CoverageTests` proves every row against
/// them.
///
/// `=kind|segments of the kind`, then for each segment `PID|fields target|…`: fields are numbers joined by commas or `*`
/// (all others that SS-MIX2 uses), a target is FHIR elements or, with a minus, a reason. What a kind's section does not
/// say stands in the section `=*`. Fields that SS-MIX2 does not use and that no row names are not delivered for that
/// reason.
enum FieldUseTable {
  static let text: StaticString = """
    =*
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name|9 MessageHeader.eventCoding\
    |21 -administrative|* -administrative
    EVN|2,5 -administrative|7 -path|3,6 -otherField|4 -noElement
    PID|1,33 -administrative|3 -path|* -otherKind
    NK1|1 -administrative|* -otherKind
    PV1|1 -administrative|* -otherKind
    PV2|* -otherKind
    DB1|1 -administrative|* -otherKind
    OBX|1 -administrative|2,3,5,6,11 -otherKind
    AL1|1 -administrative|* -otherKind
    IN1|1 -administrative|* -otherKind
    ORC|28 MessageHeader.meta.security
    =ADT-00|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Bundle.entry.request.method, MessageHeader.eventCoding|21 -administrative|* -administrative
    EVN|7 -path|* -administrative
    PID|1,33 -administrative|3 -path|5 Patient.name|7 Patient.birthDate|8 Patient.gender|11 Patient.address\
    |13,14 Patient.telecom
    NK1|1 -administrative|2 Patient.contact.name|3 Patient.contact.relationship|4 Patient.contact.address\
    |5,6 Patient.contact.telecom|13 Patient.contact.organization
    DB1|1 -administrative|2,4 Patient.extension(patient-disability)
    OBX|1 -administrative|2,5 Observation.value[x]|3 Observation.code, Observation.category|4 Observation.id\
    |6 Observation.valueQuantity.unit|7 Observation.referenceRange|8 Observation.interpretation\
    |11 Observation.status|14 Observation.effectiveDateTime
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code
    IN1|1 -administrative|2 Coverage.type, Coverage.payor|3 Coverage.payor.identifier, Coverage.class\
    |4 Coverage.payor.display, Coverage.class\
    |10 Coverage.extension(InsuredPersonSymbol), Coverage.extension(InsuredPersonSubNumber), Coverage.dependent\
    , Coverage.subscriberId\
    |11 Coverage.extension(InsuredPersonNumber), Coverage.subscriberId\
    |12 Coverage.period.start|13 Coverage.period.end|15 Coverage.class|17 Coverage.relationship
    =ADT-01|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Encounter.participant, MessageHeader.eventCoding|21 -administrative|* -administrative
    EVN|2,5 -administrative|3 -otherField|4 -noElement|6 Encounter.participant.period|7 -path
    PV1|1 -administrative|2 Encounter.class|3 Encounter.location|6,36,45 -otherKind|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id|44 Encounter.period.start, Encounter.id
    =ADT-12|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    PV1|1 -administrative|2 Encounter.class|3 Encounter.location|6 -noElement|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id|36 Encounter.hospitalization.dischargeDisposition\
    |44 Encounter.period.start, Encounter.location.period.start|45 Encounter.period.end
    =ADT-21|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Bundle.entry.request.method, MessageHeader.eventCoding|21 -administrative|* -administrative
    PV1|1 -administrative|2 Encounter.class|3 Encounter.location|6,36,45 -otherKind|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id|44 Encounter.id
    PV2|1 Encounter.location|8 Encounter.period.start, Encounter.location.period.start, Encounter.id\
    |9 Encounter.period.end|47 -otherKind
    =ADT-22|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Bundle.entry.request.method, MessageHeader.eventCoding|21 -administrative|* -administrative
    PV1|1 -administrative|2 Encounter.class|3 Encounter.location|6,36,45 -otherKind|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id\
    |44 Encounter.period.start, Encounter.location.period.start, Encounter.id
    PV2|8 Encounter.id|1,9,47 -otherKind
    =ADT-31|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Encounter.status, MessageHeader.eventCoding|21 -administrative|* -administrative
    EVN|2,5 -administrative|3 -otherField|4 -noElement|6 Encounter.location.period.start|7 -path
    PV1|1 -administrative|2 Encounter.class|3 Encounter.location|6,36,45 -otherKind|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id|44 Encounter.period.start, Encounter.id
    PV2|1,8,9 -otherKind|47 Encounter.location.period.end
    =ADT-32|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Encounter.status, MessageHeader.eventCoding|21 -administrative|* -administrative
    EVN|2,5 -administrative|3 -otherField|4 -noElement|6 Encounter.location.period, Encounter.statusHistory|7 -path
    PV1|1 -administrative|2 Encounter.class|3 Encounter.location|6,36,45 -otherKind|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id|44 Encounter.period.start, Encounter.id
    =ADT-41|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Encounter.location, MessageHeader.eventCoding|21 -administrative|* -administrative
    EVN|2 Encounter.location|5 -administrative|3,6 -otherField|4 -noElement|7 -path
    PV1|1 -administrative|2 Encounter.class|3 Encounter.location|6,36,45 -otherKind|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id|44 Encounter.period.start, Encounter.id
    PV2|1 Encounter.location|8 Encounter.location.period.start|9,47 -otherKind
    =ADT-42|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Encounter.location, MessageHeader.eventCoding|21 -administrative|* -administrative
    EVN|2,5 -administrative|3 -otherField|4 -noElement|6 Encounter.location.period, Encounter.participant.period\
    |7 -path
    PV1|1 -administrative|2 Encounter.class|3,6 Encounter.location|36,45 -otherKind|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id|44 Encounter.period.start, Encounter.id
    =ADT-51|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Encounter.period.end, MessageHeader.eventCoding|21 -administrative|* -administrative
    EVN|2 Encounter.period.end|5 -administrative|3,6 -otherField|4 -noElement|7 -path
    PV1|1 -administrative|2 Encounter.class|3 Encounter.location|6,36,45 -otherKind|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id|44 Encounter.period.start, Encounter.id
    PV2|1,8,47 -otherKind|9 Encounter.period.end, Encounter.location.period.end
    =ADT-52|MSH EVN PID NK1 PV1 PV2 DB1 OBX AL1 IN1
    MSH|3 MessageHeader.source.name|4,6 -path|5 MessageHeader.destination.name\
    |9 Encounter.status, Bundle.entry.request.method, MessageHeader.eventCoding|21 -administrative|* -administrative
    PV1|1 -administrative|2 Encounter.class|3 Encounter.location|6 -otherKind|7,17 Encounter.participant\
    |10 Encounter.serviceType|19 Encounter.identifier, Encounter.id\
    |36 Encounter.hospitalization.dischargeDisposition|44 Encounter.period.start, Encounter.id\
    |45 Encounter.period.end, Encounter.location.period.end
    =ADT-61|MSH EVN PID PV1 IAM
    IAM|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code\
    |4 AllergyIntolerance.reaction.severity, AllergyIntolerance.note\
    |5 AllergyIntolerance.reaction.manifestation, AllergyIntolerance.reaction.description\
    |6 AllergyIntolerance.clinicalStatus, AllergyIntolerance.verificationStatus\
    |17 AllergyIntolerance.clinicalStatus, AllergyIntolerance.verificationStatus, AllergyIntolerance.note\
    |7 AllergyIntolerance.identifier, AllergyIntolerance.id\
    |8,10,14,15,19,20 AllergyIntolerance.note|9 AllergyIntolerance.type, AllergyIntolerance.note|11 AllergyIntolerance.onsetDateTime\
    |12 AllergyIntolerance.onsetString|13 AllergyIntolerance.recordedDate|18 AllergyIntolerance.asserter
    =PPR-01|MSH PID PRB ZPR ZPD ZI1 ORC NTE
    PRB|1 Condition.verificationStatus|13 Condition.verificationStatus, Condition.note|2 -administrative\
    |3 Condition.code|4 Condition.identifier, Condition.id\
    |5,6,8,11,20,21,23,24 -noElement|7 Condition.recordedDate\
    |9 Condition.abatementDateTime, Condition.abatementString, Condition.clinicalStatus\
    |10 Condition.code, Condition.category, Condition.note\
    |12,17,19,22 Condition.note\
    |14 Condition.clinicalStatus, Condition.extension(DiseaseOutcome), Condition.note\
    |15 Condition.abatementDateTime, Condition.note|16 Condition.onsetDateTime, Condition.onsetString|18 Condition.category|25 Condition.meta.security
    ZPR|1,4 Condition.code.extension(DiseasePrefixModifier), Condition.note|2,5 Condition.code\
    |3,6 Condition.code.extension(DiseasePostfixModifier), Condition.note|7 Condition.note
    ZPD|1 -administrative|2 Condition.bodySite
    ZI1|1 -administrative|* -noElement
    ORC|1,10,13 -administrative|2,3,4,9 -otherField|12 Condition.recorder|15,16,18,29 -noElement\
    |17 Condition.contained.specialty|21,22,23 -path
    NTE|1 -administrative|2,4 -noElement|3 Condition.note
    =OMP-01|MSH PID PV1 AL1 ORC RXE TQ1 RXR NTE
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code, MedicationRequest.supportingInformation
    ORC|1,5 MedicationRequest.status|2,3 MedicationRequest.identifier(requestIdentifier)\
    |4 MedicationRequest.identifier(rpNumber), MedicationRequest.id|9 MedicationRequest.authoredOn\
    |10 MedicationRequest.recorder|12 MedicationRequest.requester|13,15,18 -noElement\
    |16 MedicationRequest.reasonCode, MedicationRequest.statusReason\
    |17 MedicationRequest.contained.specialty|21,22,23 -path|29 MedicationRequest.category
    RXE|2 MedicationRequest.medicationCodeableConcept, MedicationRequest.id\
    |3 MedicationRequest.dosageInstruction.doseAndRate.doseQuantity\
    |4 MedicationRequest.dosageInstruction.maxDosePerAdministration\
    |5 MedicationRequest.dosageInstruction.doseAndRate.doseQuantity.unit\
    |7 MedicationRequest.dispenseRequest.extension(InstructionForDispense), \
    MedicationRequest.dosageInstruction.additionalInstruction\
    |10 MedicationRequest.dispenseRequest.quantity|11 MedicationRequest.dispenseRequest.quantity.unit\
    |12 MedicationRequest.dispenseRequest.numberOfRepeatsAllowed|13 MedicationRequest.contained.qualification\
    |15 MedicationRequest.identifier(prescription)|19 MedicationRequest.dosageInstruction.doseAndRate.rateRatio\
    |21 MedicationRequest.category, MedicationRequest.dispenseRequest.extension(InstructionForDispense)\
    |22 MedicationRequest.dosageInstruction.text\
    |23 MedicationRequest.dosageInstruction.doseAndRate.rateQuantity\
    |24 MedicationRequest.dosageInstruction.doseAndRate.rateQuantity.unit|25,26,33,34 MedicationRequest.note\
    |27 MedicationRequest.reasonCode, MedicationRequest.category\
    |31 MedicationRequest.medicationCodeableConcept|32 MedicationRequest.authoredOn\
    |39 MedicationRequest.dispenseRequest.initialFill.quantity|40 MedicationRequest.dispenseRequest.performer\
    |41 MedicationRequest.contained.address|44 MedicationRequest.category|* -noElement
    TQ1|1 -administrative|2 MedicationRequest.dosageInstruction.text\
    |3 MedicationRequest.dosageInstruction.timing, MedicationRequest.dosageInstruction.additionalInstruction\
    ,MedicationRequest.dosageInstruction.asNeededBoolean, MedicationRequest.dosageInstruction.method\
    |6 MedicationRequest.dispenseRequest.expectedSupplyDuration,\
    MedicationRequest.dosageInstruction.extension(UsageDuration)\
    |7,8 MedicationRequest.dosageInstruction.extension(PeriodOfUse)\
    |11 MedicationRequest.dosageInstruction.additionalInstruction\
    |12 MedicationRequest.dosageInstruction.sequence\
    |14 MedicationRequest.dispenseRequest.extension(ExpectedRepeatCount)
    RXR|1 MedicationRequest.dosageInstruction.route|2,6 MedicationRequest.dosageInstruction.site\
    |3 MedicationRequest.contained.type|4 MedicationRequest.dosageInstruction.method
    NTE|1 -administrative|2,4 -noElement|3 MedicationRequest.note
    =OMP-02|MSH PID PV1 AL1 ORC RXE TQ1 RXR RXC OBX CTI NTE
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code, MedicationRequest.supportingInformation
    ORC|1,5 MedicationRequest.status|2,3 MedicationRequest.identifier(requestIdentifier)\
    |4 MedicationRequest.identifier(rpNumber), MedicationRequest.id|9 MedicationRequest.authoredOn\
    |10 MedicationRequest.recorder|12 MedicationRequest.requester|13,15,18 -noElement\
    |16 MedicationRequest.reasonCode, MedicationRequest.statusReason\
    |17 MedicationRequest.contained.specialty|21,22,23 -path|29 MedicationRequest.category
    RXE|2 MedicationRequest.category, MedicationRequest.contained.code, MedicationRequest.contained.ingredient\
    |3 MedicationRequest.dosageInstruction.doseAndRate.doseQuantity\
    |4 MedicationRequest.dosageInstruction.maxDosePerAdministration\
    |5 MedicationRequest.dosageInstruction.doseAndRate.doseQuantity.unit|6 MedicationRequest.contained.form\
    |7 MedicationRequest.dosageInstruction.additionalInstruction\
    |10 MedicationRequest.dispenseRequest.quantity|11 MedicationRequest.dispenseRequest.quantity.unit\
    |12 MedicationRequest.dispenseRequest.numberOfRepeatsAllowed|13 MedicationRequest.contained.qualification\
    |15 MedicationRequest.identifier(prescription)|19 MedicationRequest.dosageInstruction.doseAndRate.rateRatio\
    |21 MedicationRequest.category, MedicationRequest.dispenseRequest.extension(InstructionForDispense)\
    |22 MedicationRequest.dosageInstruction.text\
    |23 MedicationRequest.dosageInstruction.doseAndRate.rateQuantity\
    |24 MedicationRequest.dosageInstruction.doseAndRate.rateQuantity.unit|25,26,33,34 MedicationRequest.note\
    |27 MedicationRequest.reasonCode, MedicationRequest.category\
    |31 MedicationRequest.contained.ingredient.itemCodeableConcept|32 MedicationRequest.authoredOn\
    |39 MedicationRequest.dispenseRequest.initialFill.quantity|40 MedicationRequest.dispenseRequest.performer\
    |41 MedicationRequest.contained.address|44 MedicationRequest.category|* -noElement
    TQ1|1 -administrative|2 MedicationRequest.dosageInstruction.text\
    |3 MedicationRequest.dosageInstruction.timing, MedicationRequest.dosageInstruction.additionalInstruction\
    |6 MedicationRequest.dispenseRequest.expectedSupplyDuration,\
    MedicationRequest.dosageInstruction.extension(UsageDuration)\
    |7,8 MedicationRequest.dosageInstruction.timing.repeat, MedicationRequest.dosageInstruction.extension(PeriodOfUse)\
    |11 MedicationRequest.dosageInstruction.additionalInstruction\
    |12 MedicationRequest.dosageInstruction.sequence\
    |14 MedicationRequest.dispenseRequest.extension(ExpectedRepeatCount)
    RXR|1 MedicationRequest.dosageInstruction.route|2,6 MedicationRequest.dosageInstruction.site\
    |3 MedicationRequest.contained.type|4 MedicationRequest.dosageInstruction.method
    RXC|1 -noElement|2,7 MedicationRequest.contained.ingredient.itemCodeableConcept\
    |3 MedicationRequest.contained.ingredient.strength.numerator.value\
    |4 MedicationRequest.contained.ingredient.strength.numerator.unit|5,6,8,9 MedicationRequest.note
    OBX|1 -administrative|2,5 Observation.value[x]|3 Observation.code|4 Observation.id\
    |6 Observation.valueQuantity.unit|7 Observation.referenceRange|8 Observation.interpretation\
    |11 Observation.status|14 Observation.effectiveDateTime
    CTI|1,2,3 MedicationRequest.note
    NTE|1 -administrative|2,4 -noElement|3 MedicationRequest.note
    =OMP-11|MSH PID AL1 PV1 ORC RXE TQ1 RXR RXA
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code, MedicationAdministration.supportingInformation
    ORC|1,5,10,16 -otherKind\
    |2 MedicationAdministration.identifier(requestIdentifier), MedicationAdministration.request\
    |3 MedicationAdministration.identifier(requestIdentifier)\
    |13,15,18 -noElement|4 MedicationAdministration.identifier(rpNumber), MedicationAdministration.id\
    |9 MedicationAdministration.extension(RequestAuthoredOn)\
    |12 MedicationAdministration.extension(Requester)\
    |17 MedicationAdministration.extension(RequestDepartment)|21,22,23 -path\
    |29 MedicationAdministration.category
    RXE|6,14,16,17,18,20,28,29,30,35,36,37,38,42,43 -noElement|* -otherKind
    TQ1|1 -administrative|* -otherKind
    RXR|1 MedicationAdministration.dosage.route|2,6 MedicationAdministration.dosage.site\
    |3 MedicationAdministration.contained.type|4 MedicationAdministration.dosage.method
    RXA|1,2 -administrative|3 MedicationAdministration.effectivePeriod.start, MedicationAdministration.id\
    |4 MedicationAdministration.effectivePeriod.end|5,25 MedicationAdministration.medicationCodeableConcept\
    |6 MedicationAdministration.dosage.dose.value|7 MedicationAdministration.dosage.dose.unit\
    |8,22 -noElement|9,13,14,15,16,17,23,24 MedicationAdministration.note|10 MedicationAdministration.performer\
    |11 MedicationAdministration.extension(Location)\
    |12 MedicationAdministration.dosage.rateQuantity, MedicationAdministration.dosage.text\
    |18 MedicationAdministration.statusReason\
    |19 MedicationAdministration.reasonCode|20,21 MedicationAdministration.status\
    |26 MedicationAdministration.category
    =OMP-12|MSH PID AL1 PV1 ORC RXE TQ1 RXR RXC RXA OBX CTI
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code, MedicationAdministration.supportingInformation
    ORC|1,5,10,16 -otherKind\
    |2 MedicationAdministration.identifier(requestIdentifier), MedicationAdministration.request\
    |3 MedicationAdministration.identifier(requestIdentifier)\
    |13,15,18 -noElement|4 MedicationAdministration.identifier(rpNumber), MedicationAdministration.id\
    |9 MedicationAdministration.extension(RequestAuthoredOn)\
    |12 MedicationAdministration.extension(Requester)\
    |17 MedicationAdministration.extension(RequestDepartment)|21,22,23 -path\
    |29 MedicationAdministration.category
    RXE|2 Immunization.status|14,16,17,18,20,28,29,30,35,36,37,38,42,43 -noElement|* -otherKind
    TQ1|1 -administrative|* -otherKind
    RXR|1 MedicationAdministration.dosage.route, Immunization.route\
    |2 MedicationAdministration.dosage.site, Immunization.site|3 MedicationAdministration.contained.type\
    |4 MedicationAdministration.dosage.method|6 MedicationAdministration.dosage.site
    RXC|1 -noElement|* -otherKind
    RXA|1,2 -administrative\
    |3 MedicationAdministration.effectivePeriod.start, MedicationAdministration.id,\
    Immunization.occurrenceDateTime\
    |4 MedicationAdministration.effectivePeriod.end\
    |5,25 MedicationAdministration.contained.ingredient.itemCodeableConcept, Immunization.vaccineCode\
    |6 MedicationAdministration.contained.ingredient.strength, MedicationAdministration.dosage.dose,\
    Immunization.doseQuantity\
    |7 MedicationAdministration.contained.ingredient.strength, Immunization.doseQuantity.unit\
    |8 MedicationAdministration.contained.form\
    |9,13,14,23,24 MedicationAdministration.note, Immunization.note\
    |10 MedicationAdministration.performer, Immunization.performer\
    |11 MedicationAdministration.extension(Location), Immunization.location\
    |12 MedicationAdministration.dosage.rateQuantity, MedicationAdministration.dosage.text\
    |15 MedicationAdministration.contained.batch.lotNumber, Immunization.lotNumber\
    |16 MedicationAdministration.contained.batch.expirationDate, Immunization.expirationDate\
    |17 MedicationAdministration.contained.manufacturer, Immunization.manufacturer\
    |18 MedicationAdministration.statusReason, Immunization.statusReason\
    |19 MedicationAdministration.reasonCode|20,21 MedicationAdministration.status, Immunization.status\
    |22 Immunization.recorded|26 MedicationAdministration.category
    OBX|1 -administrative|2,5 Observation.value[x]|3 Observation.code|4 Observation.id\
    |6 Observation.valueQuantity.unit|7 Observation.referenceRange|8 Observation.interpretation\
    |11 Observation.status|14 Observation.effectiveDateTime
    CTI|1,2,3 MedicationAdministration.extension(workflow-researchStudy)
    =OML-01|MSH PID PV1 AL1 SPM ORC TQ1 OBR OBX NTE
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code, ServiceRequest.supportingInfo
    SPM|1 -administrative|2 Specimen.identifier, Specimen.id|4 Specimen.type\
    |6 Specimen.container.additiveCodeableConcept|7 Specimen.collection.method\
    |8 Specimen.collection.bodySite|10 Specimen.collection.bodySite, Specimen.note|12 Specimen.collection.quantity|14 Specimen.note\
    |17 Specimen.collection.collectedDateTime|18 Specimen.receivedTime|24 Specimen.condition\
    |27 Specimen.container.type
    ORC|1,5 ServiceRequest.status|2,3 ServiceRequest.identifier|4 ServiceRequest.requisition\
    |9 ServiceRequest.authoredOn|12 ServiceRequest.requester|16 ServiceRequest.reasonCode\
    |17 ServiceRequest.contained.specialty|10,13,15,18 -noElement|21,22,23 -path|29 ServiceRequest.category
    TQ1|1 -administrative|2 ServiceRequest.quantityQuantity|3 ServiceRequest.occurrenceTiming.code\
    |4 ServiceRequest.occurrenceTiming.repeat.timeOfDay|5,6,13 ServiceRequest.note\
    |7 ServiceRequest.occurrencePeriod.start|8 ServiceRequest.occurrencePeriod.end\
    |9 ServiceRequest.priority|10,11 ServiceRequest.note|12 -noElement\
    |14 ServiceRequest.occurrenceTiming.repeat.count
    OBR|1 -administrative|2,3 ServiceRequest.identifier|4 ServiceRequest.code, ServiceRequest.id\
    |7 ServiceRequest.occurrencePeriod.start|8 ServiceRequest.occurrencePeriod.end|12 ServiceRequest.note\
    |13,31 ServiceRequest.reasonCode|16 ServiceRequest.requester|22,25 -otherKind\
    |36 ServiceRequest.occurrenceDateTime
    OBX|1 -administrative|2,5 Observation.value[x]|3 Observation.code, ServiceRequest.orderDetail\
    |4 Observation.id|6 Observation.valueQuantity.unit|7 Observation.referenceRange\
    |8 Observation.interpretation|11 Observation.status|14 Observation.effectiveDateTime
    NTE|1 -administrative|2,4 -noElement|3 ServiceRequest.note, Observation.note
    =OMG-01|MSH PID PV1 AL1 ORC TQ1 OBR OBX NTE
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code, ServiceRequest.supportingInfo
    ORC|1,5 ServiceRequest.status|2,3 ServiceRequest.identifier|4 ServiceRequest.requisition\
    |8 ServiceRequest.basedOn|9 ServiceRequest.authoredOn|12 ServiceRequest.requester|16 ServiceRequest.reasonCode\
    |17 ServiceRequest.contained.specialty|10,13,15,18 -noElement|21,22,23 -path|29 ServiceRequest.category
    TQ1|1 -administrative|2 ServiceRequest.quantityQuantity|3 ServiceRequest.occurrenceTiming.code\
    |4 ServiceRequest.occurrenceTiming.repeat.timeOfDay|5,6,13 ServiceRequest.note\
    |7 ServiceRequest.occurrencePeriod.start|8 ServiceRequest.occurrencePeriod.end\
    |9 ServiceRequest.priority|10,11 ServiceRequest.note|12 -noElement\
    |14 ServiceRequest.occurrenceTiming.repeat.count
    OBR|1 -administrative|2,3 ServiceRequest.identifier|4 ServiceRequest.code, ServiceRequest.id\
    |7 ServiceRequest.occurrencePeriod.start|8 ServiceRequest.occurrencePeriod.end|12 ServiceRequest.note\
    |13,31 ServiceRequest.reasonCode|16 ServiceRequest.requester|22,25 -otherKind|24 ServiceRequest.category\
    |26,28 -noElement|29 ServiceRequest.basedOn|36 ServiceRequest.occurrenceDateTime
    OBX|1 -administrative|2,5 Observation.value[x]|3 Observation.code, ServiceRequest.orderDetail\
    |4 Observation.id|6 Observation.valueQuantity.unit|7 Observation.referenceRange\
    |8 Observation.interpretation|11 Observation.status|14 Observation.effectiveDateTime
    NTE|1 -administrative|2,4 -noElement|3 ServiceRequest.note, Observation.note
    =OMG-02|MSH PID PV1 AL1 ORC TQ1 OBR OBX NTE
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code, ServiceRequest.supportingInfo
    ORC|1,5 ServiceRequest.status|2,3 ServiceRequest.identifier|4 ServiceRequest.requisition\
    |8 ServiceRequest.basedOn|9 ServiceRequest.authoredOn|12 ServiceRequest.requester|16 ServiceRequest.reasonCode\
    |17 ServiceRequest.contained.specialty|10,13,15,18 -noElement|21,22,23 -path|29 ServiceRequest.category
    TQ1|1 -administrative|2 ServiceRequest.quantityQuantity|3 ServiceRequest.occurrenceTiming.code\
    |4 ServiceRequest.occurrenceTiming.repeat.timeOfDay|5,6,13 ServiceRequest.note\
    |7 ServiceRequest.occurrencePeriod.start|8 ServiceRequest.occurrencePeriod.end\
    |9 ServiceRequest.priority|10,11 ServiceRequest.note|12 -noElement\
    |14 ServiceRequest.occurrenceTiming.repeat.count
    OBR|1 -administrative|2,3 ServiceRequest.identifier|4 ServiceRequest.code, ServiceRequest.id\
    |7 ServiceRequest.occurrencePeriod.start|8 ServiceRequest.occurrencePeriod.end|12 ServiceRequest.note\
    |13,31 ServiceRequest.reasonCode|16 ServiceRequest.requester|22,25 -otherKind|24 ServiceRequest.category\
    |26,28 -noElement|29 ServiceRequest.basedOn|36 ServiceRequest.occurrenceDateTime
    OBX|1 -administrative|2,5 Observation.value[x]|3 Observation.code, ServiceRequest.orderDetail\
    |4 Observation.id|6 Observation.valueQuantity.unit|7 Observation.referenceRange\
    |8 Observation.interpretation|11 Observation.status|14 Observation.effectiveDateTime
    NTE|1 -administrative|2,4 -noElement|3 ServiceRequest.note, Observation.note
    =OMG-03|MSH PID PV1 AL1 ORC TQ1 OBR OBX NTE
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code, ServiceRequest.supportingInfo
    ORC|1,5 ServiceRequest.status|2,3 ServiceRequest.identifier|4 ServiceRequest.requisition\
    |8 ServiceRequest.basedOn|9 ServiceRequest.authoredOn|12 ServiceRequest.requester|16 ServiceRequest.reasonCode\
    |17 ServiceRequest.contained.specialty|10,13,15,18 -noElement|21,22,23 -path|29 ServiceRequest.category
    TQ1|1 -administrative|2 ServiceRequest.quantityQuantity|3 ServiceRequest.occurrenceTiming.code\
    |4 ServiceRequest.occurrenceTiming.repeat.timeOfDay|5,6,13 ServiceRequest.note\
    |7 ServiceRequest.occurrencePeriod.start|8 ServiceRequest.occurrencePeriod.end\
    |9 ServiceRequest.priority|10,11 ServiceRequest.note|12 -noElement\
    |14 ServiceRequest.occurrenceTiming.repeat.count
    OBR|1 -administrative|2,3 ServiceRequest.identifier|4 ServiceRequest.code, ServiceRequest.id\
    |7 ServiceRequest.occurrencePeriod.start|8 ServiceRequest.occurrencePeriod.end|12 ServiceRequest.note\
    |13,31 ServiceRequest.reasonCode|16 ServiceRequest.requester|22,25 -otherKind|24 ServiceRequest.category\
    |26,28 -noElement|29 ServiceRequest.basedOn|36 ServiceRequest.occurrenceDateTime
    OBX|1 -administrative|2,5 Observation.value[x]|3 Observation.code, ServiceRequest.orderDetail\
    |4 Observation.id|6 Observation.valueQuantity.unit|7 Observation.referenceRange\
    |8 Observation.interpretation|11 Observation.status|14 Observation.effectiveDateTime
    NTE|1 -administrative|2,4 -noElement|3 ServiceRequest.note, Observation.note
    =OMD|MSH PID PV1 AL1 ORC TQ1 ODS NTE
    AL1|1 -administrative|2 AllergyIntolerance.category|3 AllergyIntolerance.code, NutritionOrder.allergyIntolerance
    ORC|1,5 NutritionOrder.status|2,3 NutritionOrder.identifier|9 NutritionOrder.dateTime\
    |12 NutritionOrder.orderer|16 NutritionOrder.note|17 NutritionOrder.contained.specialty\
    |10,15,18 -noElement
    TQ1|1 -administrative|3 NutritionOrder.oralDiet.schedule, NutritionOrder.supplement.schedule\
    |7,8 NutritionOrder.oralDiet.schedule, NutritionOrder.supplement.schedule, NutritionOrder.note\
    |9 NutritionOrder.note|12 -noElement
    ODS|1 NutritionOrder.oralDiet, NutritionOrder.supplement, NutritionOrder.foodPreferenceModifier\
    |2 NutritionOrder.oralDiet.schedule, NutritionOrder.supplement.schedule\
    |3 NutritionOrder.oralDiet.type, NutritionOrder.supplement.type, NutritionOrder.foodPreferenceModifier\
    |4 NutritionOrder.oralDiet.instruction, NutritionOrder.supplement.instruction, NutritionOrder.note
    NTE|1 -administrative|2,4 -noElement|3 NutritionOrder.note
    =OML-11|MSH PID PV1 SPM OBR ORC OBX NTE
    SPM|1 -administrative|2 Specimen.identifier, Specimen.id|4 Specimen.type\
    |6 Specimen.container.additiveCodeableConcept|7 Specimen.collection.method\
    |8 Specimen.collection.bodySite|10 Specimen.collection.bodySite, Specimen.note|12 Specimen.collection.quantity|14 Specimen.note\
    |17 Specimen.collection.collectedDateTime|18 Specimen.receivedTime|24 Specimen.condition\
    |27 Specimen.container.type
    OBR|1 -administrative|2 ServiceRequest.identifier, DiagnosticReport.identifier\
    |3 ServiceRequest.identifier, DiagnosticReport.identifier|4 ServiceRequest.code, DiagnosticReport.code\
    |7 ServiceRequest.occurrencePeriod.start, DiagnosticReport.effectivePeriod.start\
    |8 ServiceRequest.occurrencePeriod.end, DiagnosticReport.effectivePeriod.end|12 ServiceRequest.note\
    |16 ServiceRequest.requester|22 DiagnosticReport.issued|25 DiagnosticReport.status
    ORC|1,5 ServiceRequest.status|2 ServiceRequest.identifier, Observation.identifier|3 ServiceRequest.identifier\
    |4 ServiceRequest.requisition|9 ServiceRequest.authoredOn|12 ServiceRequest.requester\
    |16 ServiceRequest.reasonCode|17 ServiceRequest.contained.specialty|10,13,15,18 -noElement|21,22,23 -path\
    |29 ServiceRequest.category
    OBX|1 -administrative|2,5 Observation.value[x]|3 Observation.code\
    |4 Observation.identifier, Observation.id, Observation.hasMember|6 Observation.valueQuantity.unit\
    |7 Observation.referenceRange|8 Observation.interpretation|11 Observation.status, DiagnosticReport.status\
    |14 Observation.effectiveDateTime|15,16 Observation.performer|17 Observation.method|18 Observation.device
    NTE|1 -administrative|2,4 -noElement|3 Observation.note, ServiceRequest.note
    =OMG-11|MSH PID PV1 ORC TQ1 OBR OBX IPC ZE1 ZE2 NTE
    ORC|1 ImagingStudy.status, Procedure.status|2 ImagingStudy.basedOn, Procedure.basedOn, Procedure.id\
    |3 Procedure.identifier|8,9,16,17,29 -otherKind|10,13,15,18 -noElement|12 ImagingStudy.referrer\
    |21,22,23 -path
    TQ1|1 -administrative|12 -noElement|* -otherKind
    OBR|1 -administrative|2 ImagingStudy.basedOn, Procedure.basedOn|3 Procedure.identifier\
    |4 ImagingStudy.procedureCode|7 ImagingStudy.started, Procedure.performedDateTime\
    |8 Procedure.performedPeriod.end|12,29,36 -otherKind|16 ImagingStudy.referrer|22 -noElement\
    |25 ImagingStudy.status
    OBX|1 -administrative\
    |2,5 Observation.value[x], Procedure.performer, Procedure.performedPeriod, Procedure.usedCode, Procedure.note\
    |3 Observation.code, Procedure.performer.function|4 Observation.id|6 Observation.valueQuantity.unit\
    |7 Observation.referenceRange|8 Observation.interpretation|11 Observation.status\
    |14 Observation.effectiveDateTime|15,16 Observation.performer|17 Observation.method|18 Observation.device
    IPC|1 ImagingStudy.identifier|2,4,6,7,8,9 -noElement|3 ImagingStudy.identifier, ImagingStudy.id\
    |5 ImagingStudy.modality, ImagingStudy.note
    ZE1|1 -administrative|2 Procedure.status|3 Procedure.code, Procedure.id|4,11 Procedure.note\
    |5,8,10,12 -noElement|6 Procedure.performer.function|7 Procedure.performer.actor\
    |9 Procedure.usedCode, Procedure.note
    ZE2|1 -administrative|2,3,4,5,6 Observation.component|7 Observation.note
    NTE|1 -administrative|2,4 -noElement|3 ImagingStudy.note, Procedure.note, Observation.note
    =OMG-12|MSH PID PV1 ORC TQ1 OBR OBX IPC ZE1 NTE
    ORC|1 ImagingStudy.status, Procedure.status|2 ImagingStudy.basedOn, Procedure.basedOn, Procedure.id\
    |3 Procedure.identifier|8,9,16,17,29 -otherKind|10,13,15,18 -noElement|12 ImagingStudy.referrer\
    |21,22,23 -path
    TQ1|1 -administrative|12 -noElement|* -otherKind
    OBR|1 -administrative|2 ImagingStudy.basedOn, Procedure.basedOn|3 Procedure.identifier\
    |4 ImagingStudy.procedureCode|7 ImagingStudy.started, Procedure.performedDateTime\
    |8 Procedure.performedPeriod.end|12,29,36 -otherKind|16 ImagingStudy.referrer|22 -noElement\
    |25 ImagingStudy.status
    OBX|1 -administrative\
    |2,5 Observation.value[x], Procedure.performer, Procedure.performedPeriod, Procedure.usedCode, Procedure.note\
    |3 Observation.code, Procedure.performer.function|4 Observation.id|6 Observation.valueQuantity.unit\
    |7 Observation.referenceRange|8 Observation.interpretation|11 Observation.status\
    |14 Observation.effectiveDateTime|15,16 Observation.performer|17 Observation.method|18 Observation.device
    IPC|1 ImagingStudy.identifier|2,4,6,7,8,9 -noElement|3 ImagingStudy.identifier, ImagingStudy.id\
    |5 ImagingStudy.modality, ImagingStudy.note
    ZE1|1 -administrative|2 Procedure.status|3 Procedure.code, Procedure.id|4,11 Procedure.note\
    |5,8,10,12 -noElement|6 Procedure.performer.function|7 Procedure.performer.actor\
    |9 Procedure.usedCode, Procedure.note
    NTE|1 -administrative|2,4 -noElement|3 ImagingStudy.note, Procedure.note, Observation.note
    =OMG-13|MSH PID PV1 ORC OBR TQ1 OBX NTE
    ORC|2 DiagnosticReport.basedOn, DiagnosticReport.id, Observation.basedOn|3 DiagnosticReport.identifier\
    |1,4,5,8,9,12,16,17,29 -otherKind|10,13,15,18 -noElement|21,22,23 -path
    OBR|1 -administrative|2 DiagnosticReport.identifier, DiagnosticReport.basedOn\
    |3 DiagnosticReport.identifier|4 DiagnosticReport.code, DiagnosticReport.id\
    |7 DiagnosticReport.effectiveDateTime, Observation.effectiveDateTime\
    |8 DiagnosticReport.effectivePeriod.end|12,13,16,29,36 -otherKind|22 DiagnosticReport.issued\
    |24 DiagnosticReport.category|25 DiagnosticReport.status|26,28 -noElement
    TQ1|1 -administrative|12 -noElement|* -otherKind
    OBX|1 -administrative|2 Observation.value[x], DiagnosticReport.presentedForm\
    |5 Observation.value[x], DiagnosticReport.presentedForm, DiagnosticReport.conclusion\
    |3 Observation.code, DiagnosticReport.presentedForm, DiagnosticReport.conclusion|4 Observation.id|6 Observation.valueQuantity.unit\
    |7 Observation.referenceRange|8 Observation.interpretation|11 Observation.status, DiagnosticReport.status\
    |14 Observation.effectiveDateTime|15,16 Observation.performer|17 Observation.method|18 Observation.device
    NTE|1 -administrative|2,4 -noElement|3 Observation.note, DiagnosticReport.conclusion
    =ORU^R30|MSH PID PV1 PV2 ORC OBR TQ1 OBX NTE
    ORC|1,3,4,9,10,13,15,16,17,18,29 -administrative|2,21,22,23 -path|5 -otherField|12 -noElement\
    |28 Observation.meta.security
    OBR|1,2,3 -administrative|4,16 -noElement|7 Observation.effectivePeriod.start\
    |8 Observation.effectivePeriod.end|22 Observation.issued|25 -otherField
    TQ1|* -administrative
    OBX|1 -administrative|2,5 Observation.value[x]\
    |3 Observation.code, Observation.category, Observation.identifier, Observation.id\
    |4 Observation.identifier, Observation.id|6 Observation.valueQuantity.unit|7 Observation.referenceRange\
    |8 Observation.interpretation|11 Observation.status|14 Observation.effectiveDateTime, Observation.id\
    |16 Observation.performer|17 Observation.method
    NTE|1 -administrative|2,4 -noElement|3 Observation.note
    """
}
