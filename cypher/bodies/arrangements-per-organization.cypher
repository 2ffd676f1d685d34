// ---
// title:
//   nl: Regelingen per organisatie
//   en: Arrangements per organization
// question:
//   nl: "Aan hoeveel regelingen neemt een organisatie deel, en aan welke?"
//   en: "In how many arrangements does an organization take part, and in which?"
// params:
//   kind:
//     type: string
//     optional: true
//     about: {nl: "Alleen organisaties van deze soort, zoals municipality; leeg: alle", en: "Only organizations of this kind, such as municipality; empty: all"}
//   at_least:
//     type: integer
//     default: 1
//     about: {nl: "Vanaf zoveel regelingen", en: "From so many arrangements"}
// shows: table
// columns:
//   organization: {nl: "De organisatie", en: "The organization"}
//   organization_id: {nl: "Id daarvan", en: "Its id"}
//   arrangements: {nl: "Aan hoeveel regelingen zij deelneemt", en: "In how many arrangements it takes part"}
//   arrangement: {nl: "Welke dat zijn", en: "Which these are"}
//   arrangement_id: {nl: "Hun id's", en: "Their ids"}
// ---
// An arrangement of which several versions hold at once counts once a version: the register keeps them apart. An organization that has ended takes
// part in nothing any more, whatever its arrangements still say.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (o:Organization {dataset: dataset})-[part:PARTICIPATES_IN]->(a:Arrangement)
WHERE all(x IN [o, part, a] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over
    AND coalesce($standing[x.id], x.standing, x.status) = 'actual')
  AND ($kind IS NULL OR o.kind = $kind)
WITH coalesce($same[o.id], {id: o.id, name: o.name}) AS organization, coalesce($same[a.id], {id: a.id, name: a.name}) AS arrangement,
     reduce(all = [], x IN [o, part, a] | all + coalesce(x.marks, [])) AS marks
WITH organization.id AS organization_id, organization.name AS organization, arrangement.id AS arrangement_id, arrangement.name AS arrangement,
     reduce(all = [], one IN collect(marks) | all + one) AS marks
ORDER BY arrangement_id
WITH organization_id, organization, collect({id: arrangement_id, name: arrangement, marks: marks}) AS ways
WHERE size(ways) >= $at_least
RETURN organization, organization_id, size(ways) AS arrangements, [way IN ways | way.name] AS arrangement, [way IN ways | way.id] AS arrangement_id,
       reduce(all = [], way IN ways | all + way.marks) AS marks
ORDER BY split(organization_id, '/')[0], arrangements DESC, organization, organization_id
