// ---
// title:
//   nl: Wat is voorgesteld
//   en: What is proposed
// question:
//   nl: "Wat is voorgesteld maar nog niet besloten, en wat betreft het?"
//   en: "What is proposed but not decided, and what does it concern?"
// params:
//   label:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit soort gegeven", en: "Only this kind of record"}
//     values: label
//   about:
//     type: string
//     optional: true
//     about: {nl: "Alleen wat dit betreft: id of naam", en: "Only what concerns this: id or name"}
// shows: table
// columns:
//   label: {nl: "Soort gegeven", en: "Kind of record", values: label}
//   item: {nl: "Wat is voorgesteld", en: "What is proposed"}
//   item_id: {nl: "Id daarvan", en: "Its id"}
//   kind: {nl: "Soort", en: "Kind", values: [StatementKind, BodyKind, OrganizationKind, MandateKind, MeetingKind, ProductKind]}
//   about: {nl: "Wat het betreft; of waar het bij hoort", en: "What it concerns; or belongs to"}
//   about_id: {nl: "Id's daarvan", en: "Their ids"}
//   sources: {nl: "Waar het staat: bron en plaats", en: "Where it stands: source and place"}
//   sources_id: {nl: "Id's van die bronnen", en: "Ids of those sources"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (item:Entity {dataset: dataset, status: 'proposed'})
WHERE all(x IN [item] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH dataset, item, [label IN labels(item) WHERE label <> 'Entity'][0] AS label,
     COLLECT {
       MATCH (item)-[r:ABOUT|PART_OF|IN|GRANTED_TO|ROUTE_OF|HAS_ROLE]->(what)
       WHERE all(x IN [r, what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH what, collect(coalesce(r.marks, []) + coalesce(what.marks, [])) AS doubts
       RETURN {name: what.name, id: what.id, slug: split(what.id, '/')[2], marks: reduce(all = [], x IN doubts | all + x)} ORDER BY what.id
     } AS concerns,
     COLLECT {
       MATCH (item)-[c:DOCUMENTED_IN]->(source:Source)
       RETURN {id: source.id, words: trim(split(source.id, '/')[2] + ' ' + coalesce(c.locator, ''))} ORDER BY source.id, c.locator
     } AS cited
WHERE ($label IS NULL OR label = $label) AND ($about IS NULL OR any(one IN concerns WHERE $about IN coalesce($same[one.id].called, [one.id, one.slug, one.name])))
RETURN label, item.name AS item, item.id AS item_id, item.kind AS kind, [one IN concerns | one.name] AS about, [one IN concerns | one.id] AS about_id,
       [one IN cited | one.words] AS sources, [one IN cited | one.id] AS sources_id,
       reduce(all = [], x IN [item] + concerns | all + coalesce(x.marks, [])) AS marks
ORDER BY dataset, label, item_id
