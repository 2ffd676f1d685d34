// ---
// title:
//   nl: Gemeenten die vaak samen deelnemen
//   en: Municipalities that often take part together
// question:
//   nl: "Welke twee gemeenten zitten samen in de meeste regelingen?"
//   en: "Which two municipalities are together in most arrangements?"
// params:
//   municipality:
//     type: string
//     optional: true
//     about: {nl: "Alleen met deze gemeente: id of naam", en: "Only with this municipality: id or name"}
//   at_least:
//     type: integer
//     default: 2
//     about: {nl: "Vanaf zoveel regelingen samen", en: "From so many arrangements together"}
// shows: table
// columns:
//   municipality: {nl: "De gemeente", en: "The municipality"}
//   municipality_id: {nl: "Id daarvan", en: "Its id"}
//   other: {nl: "De andere gemeente", en: "The other municipality"}
//   other_id: {nl: "Id van de andere", en: "Id of the other"}
//   arrangements: {nl: "In hoeveel regelingen samen", en: "In how many arrangements together"}
//   arrangement: {nl: "Welke regelingen", en: "Which arrangements"}
//   arrangement_id: {nl: "Id's van de regelingen", en: "Ids of the arrangements"}
// ---
// Each pair stands once. In the whole register there are thousands of pairs: give a municipality, or more arrangements to begin with.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (a:Arrangement {dataset: dataset})<-[part:PARTICIPATES_IN]-(o:Organization)
WHERE all(x IN [o, part, a] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over
    AND coalesce($standing[x.id], x.standing, x.status) = 'actual')
  AND o.kind = 'municipality' AND o.per IS NULL AND coalesce(o.count, 1) = 1
WITH dataset, a, o, part ORDER BY dataset, a.id, o.id
WITH dataset, a, collect({id: o.id, name: o.name, called: coalesce($same[o.id].called, [o.id, split(o.id, '/')[2], o.name]), marks: coalesce(o.marks, []) + coalesce(part.marks, [])}) AS those
UNWIND those AS one
UNWIND those AS other
WITH dataset, a, one, other
WHERE one.id < other.id AND ($municipality IS NULL OR any(called IN one.called + other.called WHERE called IN [$municipality, 'Gemeente ' + $municipality]))
WITH dataset, one.id AS id, one.name AS name, other.id AS other_id, other.name AS other_name,
     collect({id: a.id, name: a.name, marks: one.marks + other.marks + coalesce(a.marks, [])}) AS ways
WHERE size(ways) >= $at_least
RETURN name AS municipality, id AS municipality_id, other_name AS other, other_id, size(ways) AS arrangements,
       [way IN ways | way.name] AS arrangement, [way IN ways | way.id] AS arrangement_id,
       reduce(all = [], way IN ways | all + [mark IN way.marks WHERE NOT mark IN all]) AS marks
ORDER BY dataset, arrangements DESC, municipality_id, other_id
