// ---
// title:
//   nl: Bevoegdheden
//   en: Powers
// question:
//   nl: "Wie heeft welke bevoegdheid aan wie verleend, en tot hoever?"
//   en: "Who granted which power to whom, and how far does it go?"
// params:
//   kind:
//     type: string
//     optional: true
//     about: {nl: "Alleen zo verleend", en: "Only granted in this way"}
//     values: MandateKind
//   who:
//     type: string
//     optional: true
//     about: {nl: "Alleen verleend door of aan dit gremium of deze functie: id of naam", en: "Only granted by or to this body or post: id or name"}
// shows: table
// columns:
//   kind: {nl: "Hoe zij verleend is", en: "How it was granted", values: MandateKind}
//   power: {nl: "De bevoegdheid", en: "The power"}
//   power_id: {nl: "Id daarvan", en: "Its id"}
//   act: {nl: "Wat zij laat doen; waar de wet dat onderscheidt", en: "What it lets its holder do; where the law tells that apart", values: PowerAct}
//   scope: {nl: "Waarover", en: "What it covers"}
//   limit: {nl: "Tot welk bedrag of welke omvang", en: "Up to what amount or extent"}
//   granted_by: {nl: "Door wie; leeg: niet vermeld", en: "By whom; empty: not stated"}
//   granted_by_id: {nl: "Hun id's", en: "Their ids"}
//   granted_to: {nl: "Aan wie; leeg: niet vermeld", en: "To whom; empty: not stated"}
//   granted_to_id: {nl: "Hun id's", en: "Their ids"}
//   under: {nl: "Ondermandaat waarvan", en: "A sub-mandate of what"}
//   under_id: {nl: "Id's daarvan", en: "Their ids"}
//   legal_basis: {nl: "Grondslag; artikel of besluit, leeg: niet vermeld", en: "Legal basis; article or decision, empty: not stated"}
//   written: {nl: "Op schrift; leeg: niet vermeld", en: "In writing; empty: not stated"}
//   status: {nl: "Stand", en: "Standing", values: Status}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (power:Mandate {dataset: dataset})
WHERE all(x IN [power] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($kind IS NULL OR power.kind = $kind)
WITH power,
     COLLECT {
       MATCH (power)-[r:GRANTED_BY]->(granter)
       WHERE all(x IN [r, granter] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: granter.name, id: granter.id, slug: split(granter.id, '/')[2], marks: coalesce(r.marks, []) + coalesce(granter.marks, [])} ORDER BY granter.id
     } AS granters,
     COLLECT {
       MATCH (power)-[r:GRANTED_TO]->(holder)
       WHERE all(x IN [r, holder] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: holder.name, id: holder.id, slug: split(holder.id, '/')[2], marks: coalesce(r.marks, []) + coalesce(holder.marks, [])} ORDER BY holder.id
     } AS holders,
     COLLECT {
       MATCH (power)-[r:SUBMANDATE_OF]->(wider:Mandate)
       WHERE all(x IN [r, wider] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: wider.name, id: wider.id, marks: coalesce(r.marks, []) + coalesce(wider.marks, [])} ORDER BY wider.id
     } AS wider
WHERE $who IS NULL OR any(one IN granters + holders WHERE $who IN coalesce($same[one.id].called, [one.id, one.slug, one.name]))
RETURN power.kind AS kind, power.name AS power, power.id AS power_id, power.act AS act, power.scope AS scope, power.limit AS limit,
       [one IN granters | one.name] AS granted_by, [one IN granters | one.id] AS granted_by_id,
       [one IN holders | one.name] AS granted_to, [one IN holders | one.id] AS granted_to_id,
       [one IN wider | one.name] AS under, [one IN wider | one.id] AS under_id,
       power.legal_basis AS legal_basis, power.written AS written, coalesce($standing[power.id], power.standing, power.status) AS status,
       reduce(all = [], x IN [power] + granters + holders + wider | all + coalesce(x.marks, [])) AS marks
ORDER BY power_id
