// ---
// title:
//   nl: Afstand van raden tot besluiten
//   en: How far councils are from decisions
// question:
//   nl: "Hoe ver staat mijn raad van dit besluit of product?"
//   en: "How far is my council from this decision or product?"
// params:
//   target:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit besluit of product: id of naam", en: "Only this decision or product: id or name"}
//   council:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze raad: id of naam", en: "Only this council: id or name"}
// shows: table
// columns:
//   council: {nl: "De raad", en: "The council"}
//   council_id: {nl: "Id van de raad", en: "Id of the council"}
//   target: {nl: "Het besluit of product", en: "The decision or product"}
//   target_id: {nl: "Id daarvan", en: "Its id"}
//   label: {nl: "Soort", en: "Kind", values: label}
//   steps: {nl: "Aantal stappen; langs adviseren, voorbereiden, informeren, verantwoorden, benoemen en besluiten, leeg: geen weg bekend", en: "Number of steps; along advising, preparing, informing, accounting, appointing and deciding, empty: no way is known"}
//   between: {nl: "Wie of wat ertussen zit; van raad naar besluit", en: "Who or what stands between; from council to decision"}
//   between_id: {nl: "Id's daarvan", en: "Their ids"}
// ---
// Direction is ignored: account goes up, information goes down, and both are ways to a decision. Where several ways are shortest, the one
// whose ids come first is told.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (council:Body {dataset: dataset, kind: 'council'})
WHERE all(x IN [council] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($council IS NULL OR $council IN coalesce($same[council.id].called, [council.id, split(council.id, '/')[2], council.name]))
MATCH (target:Entity {dataset: dataset}) WHERE (target:Decision OR target:Product)
  AND all(x IN [target] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($target IS NULL OR $target IN coalesce($same[target.id].called, [target.id, split(target.id, '/')[2], target.name]))
OPTIONAL MATCH path = allShortestPaths((council)-[:ADVISES|PREPARES|INFORMS|ACCOUNTABLE_TO|APPOINTS|ESCALATES_TO|TAKEN_BY|ADOPTED_BY*..8]-(target))
WHERE all(x IN nodes(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND all(x IN relationships(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH council, target, path, [node IN nodes(path) | node.id] AS ids
ORDER BY ids
WITH council, target, collect(path)[0] AS path
RETURN council.name AS council, council.id AS council_id, target.name AS target, target.id AS target_id,
       [label IN labels(target) WHERE label <> 'Entity'][0] AS label, length(path) AS steps,
       [node IN nodes(path)[1..-1] | node.name] AS between, [node IN nodes(path)[1..-1] | node.id] AS between_id,
       reduce(all = [], x IN [council, target] + coalesce(nodes(path), []) + coalesce(relationships(path), []) | all + coalesce(x.marks, [])) AS marks
ORDER BY council_id, label, target_id
