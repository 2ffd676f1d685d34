// ---
// title:
//   nl: Opdrachten per opdrachtnemer
//   en: Assignments per contractor
// question:
//   nl: "Wie voert welke opdrachten uit, wat is daarvan nog open, en wat moet het eerst klaar zijn?"
//   en: "Who carries out which assignments, what of them is still open, and what is due first?"
// params:
//   contractor:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze persoon, functie, organisatie of dit gremium: id of naam", en: "Only this person, post, organization or body: id or name"}
// shows: table
// columns:
//   contractor: {nl: "Wie uitvoert; leeg: bij deze opdrachten niet vermeld", en: "Who carries out; empty: not stated for these assignments"}
//   contractor_id: {nl: "Id daarvan", en: "Its id"}
//   assignments: {nl: "Hoeveel opdrachten", en: "How many assignments"}
//   of_assignments: {nl: "Van zoveel opdrachten; in de dataset", en: "Of so many assignments; in the dataset"}
//   items: {nl: "Welke; wat het eerst klaar moet zijn voorop", en: "Which; due first to the front"}
//   items_id: {nl: "Hun id's", en: "Their ids"}
//   first_due: {nl: "Wanneer de eerste klaar moet zijn; leeg: geen dag vermeld", en: "When the first is due; empty: no day is stated"}
//   open: {nl: "Nog te bepalen; van hoeveel de opdrachtgever of de datum", en: "To be decided; of how many the commissioner or the date"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (a:Assignment {dataset: dataset})
WHERE all(x IN [a] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND coalesce($standing[a.id], a.standing, a.status) <> 'former'
OPTIONAL MATCH (a)-[r:CARRIED_OUT_BY]->(contractor)
WHERE all(x IN [r, contractor] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND coalesce($standing[r.id], r.standing, r.status) <> 'former'
WITH dataset, day, contractor, a, r, (size(coalesce(a.open, [])) > 0 OR EXISTS {
    MATCH (a)-[c:COMMISSIONED_BY {status: 'open'}]->(who)
    WHERE all(x IN [c, who] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  }) AS unsettled
ORDER BY a.due IS NULL, a.due, a.number, a.id
WITH dataset, day, contractor, collect({name: a.name, id: a.id, due: a.due, unsettled: unsettled, marks: coalesce(a.marks, []) + coalesce(r.marks, [])}) AS items
WHERE $contractor IS NULL OR $contractor IN coalesce($same[contractor.id].called, [contractor.id, split(contractor.id, '/')[2], contractor.name])
RETURN contractor.name AS contractor, contractor.id AS contractor_id, size(items) AS assignments,
       COUNT {
         MATCH (every:Assignment {dataset: dataset})
         WHERE all(x IN [every] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) AND coalesce($standing[every.id], every.standing, every.status) <> 'former'
       } AS of_assignments,
       [one IN items | one.name] AS items, [one IN items | one.id] AS items_id, items[0].due AS first_due,
       size([one IN items WHERE one.unsettled]) AS open,
       reduce(all = [], x IN [contractor] + items | all + coalesce(x.marks, [])) AS marks
ORDER BY dataset, contractor_id IS NULL, contractor, contractor_id
