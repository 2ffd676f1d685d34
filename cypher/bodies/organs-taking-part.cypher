// ---
// title:
//   nl: Welke organen deelnemen
//   en: Which organs take part
// question:
//   nl: "Hoe vaak doet de raad, het college of de burgemeester mee aan een regeling?"
//   en: "How often does a council, a college or a mayor take part in an arrangement?"
// shows: table
// columns:
//   organ: {nl: "Orgaan; leeg: geen van deze drie is vermeld", en: "Organ; empty: none of these three is stated", values: Organ}
//   participations: {nl: "Deelnemingen daarmee", en: "Participations with it"}
//   of_participations: {nl: "Van zoveel deelnemingen van gemeenten", en: "Of so many participations of municipalities"}
//   municipalities: {nl: "Hoeveel gemeenten", en: "How many municipalities"}
//   arrangements: {nl: "In hoeveel regelingen", en: "In how many arrangements"}
// ---
// One participation may name several organs, so that the rows add up to more than all of them. participation-by-organ says it of each arrangement.
// Notes of single arrangements and municipalities are no marks of a count of many.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (o:Organization {dataset: dataset})-[part:PARTICIPATES_IN]->(a:Arrangement)
WHERE all(x IN [o, part, a] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over
    AND coalesce($standing[x.id], x.standing, x.status) = 'actual')
  AND o.kind = 'municipality' AND o.per IS NULL AND coalesce(o.count, 1) = 1
WITH dataset, collect({municipality: o.id, arrangement: a.id, organs: coalesce(part.organs, []), marks: coalesce(part.marks, []) + [mark IN coalesce(o.marks, []) + coalesce(a.marks, []) WHERE NOT mark STARTS WITH 'note: ']}) AS parts
UNWIND ['council', 'college', 'mayor', null] AS organ
WITH dataset, organ, size(parts) AS of_participations, [one IN parts WHERE organ IN one.organs OR (organ IS NULL AND size(one.organs) = 0)] AS those
WHERE size(those) > 0
UNWIND those AS one
WITH dataset, organ, of_participations, count(one) AS participations, count(DISTINCT one.municipality) AS municipalities, count(DISTINCT one.arrangement) AS arrangements,
     collect(one.marks) AS marks
RETURN organ, participations, of_participations, municipalities, arrangements,
       reduce(all = [], one IN marks | all + [mark IN one WHERE NOT mark IN all]) AS marks, [dataset] AS dataset
ORDER BY dataset[0], organ IS NULL, organ
