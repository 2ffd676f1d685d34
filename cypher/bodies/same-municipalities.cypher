// ---
// title:
//   nl: Regelingen van precies dezelfde gemeenten
//   en: Arrangements of exactly the same municipalities
// question:
//   nl: "Welke regelingen hebben precies dezelfde gemeenten als deelnemers?"
//   en: "Which arrangements have exactly the same municipalities taking part?"
// params:
//   at_least:
//     type: integer
//     default: 2
//     about: {nl: "Vanaf zoveel regelingen van dezelfde gemeenten", en: "From so many arrangements of the same municipalities"}
// shows: table
// columns:
//   municipalities: {nl: "Hoeveel gemeenten het zijn", en: "How many municipalities they are"}
//   municipality: {nl: "Welke gemeenten", en: "Which municipalities"}
//   municipality_id: {nl: "Id's van de gemeenten", en: "Ids of the municipalities"}
//   arrangements: {nl: "Hoeveel regelingen", en: "How many arrangements"}
//   arrangement: {nl: "Welke regelingen", en: "Which arrangements"}
//   arrangement_id: {nl: "Id's van de regelingen", en: "Ids of the arrangements"}
// ---
// Who else takes part (a province, a water board) does not count here. A record that stands for several municipalities names none, so that its
// arrangement stays out.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (a:Arrangement {dataset: dataset})<-[part:PARTICIPATES_IN]-(o:Organization)
WHERE all(x IN [o, part, a] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over
    AND coalesce($standing[x.id], x.standing, x.status) = 'actual')
  AND o.kind = 'municipality'
WITH dataset, a, o, part ORDER BY dataset, a.id, o.id
WITH dataset, a, collect({id: o.id, name: o.name, many: o.per IS NOT NULL OR coalesce(o.count, 1) > 1, marks: coalesce(o.marks, []) + coalesce(part.marks, [])}) AS those
WHERE none(one IN those WHERE one.many)
WITH dataset, [one IN those | one.id] AS ids, [one IN those | one.name] AS names, collect({id: a.id, name: a.name, marks: coalesce(a.marks, []), parts: those}) AS ways
WHERE size(ways) >= $at_least AND size(ids) > 1
RETURN size(ids) AS municipalities, names AS municipality, ids AS municipality_id, size(ways) AS arrangements, [way IN ways | way.name] AS arrangement, [way IN ways | way.id] AS arrangement_id,
       reduce(all = [], way IN ways | all + way.marks + reduce(some = [], one IN way.parts | some + [mark IN one.marks WHERE NOT mark IN some])) AS marks
ORDER BY dataset, arrangements DESC, municipalities DESC, municipality_id[0], arrangement_id[0]
