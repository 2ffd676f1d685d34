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
// Direction is ignored: account goes up, information goes down, and both are ways to a decision. Where several ways are shortest, that one
// is told whose ids come first, read from the decision. `beside` holds the places in `things` of what is next to each; one turn of the outer
// `reduce` finds all that is one step further from the council, in any dataset.
WITH COLLECT {
    MATCH (d:Dataset) WHERE d.id IN $datasets
    WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
    MATCH (here:Entity {dataset: dataset})-[r:ADVISES|PREPARES|INFORMS|ACCOUNTABLE_TO|APPOINTS|ESCALATES_TO|TAKEN_BY|ADOPTED_BY]-(there:Entity)
    WHERE all(x IN [here, r, there] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    WITH coalesce($same[here.id], {id: here.id, name: here.name}) AS here, coalesce(here.marks, []) AS marks, coalesce($same[there.id].id, there.id) AS there, r
    WHERE here.id <> there
    WITH here.id AS here, here.name AS name, there, marks, r ORDER BY r.id
    WITH here, name, there, collect(marks) AS marks, collect({dataset: r.dataset, marks: coalesce(r.marks, [])})[0] AS on_the_way
    ORDER BY here
    WITH there, collect({id: here, name: name, marks: reduce(all = [], x IN marks | all + x), on_the_way: on_the_way}) AS leads_here ORDER BY there
    WITH collect(leads_here) AS places
    UNWIND [place IN range(0, size(places) - 1) | {place: place, things: places[place]}] AS there
    WITH there.place AS place, there.things AS things
    UNWIND things AS thing
    WITH thing.id AS id, thing.name AS name, place, thing ORDER BY place
    WITH id, name, collect({place: place, way: thing.on_the_way}) AS beside, collect(thing.marks) AS marks
    RETURN {id: id, name: name, marks: reduce(all = [], x IN marks | all + x), beside: beside} ORDER BY id
  } AS things, COLLECT {
    MATCH (d:Dataset) WHERE d.id IN $datasets
    WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
    MATCH (target:Entity {dataset: dataset}) WHERE (target:Decision OR target:Product)
      AND all(x IN [target] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND ($target IS NULL OR $target IN coalesce($same[target.id].called, [target.id, split(target.id, '/')[2], target.name]))
    WITH coalesce($same[target.id], {id: target.id, name: target.name}) AS thing, dataset, target, [label IN labels(target) WHERE label <> 'Entity'][0] AS label
    WITH thing.id AS id, thing.name AS name, label, collect(dataset) AS datasets, reduce(all = [], x IN collect(coalesce(target.marks, [])) | all + x) AS marks
    RETURN {id: id, name: name, label: label, datasets: datasets, marks: marks}
  } AS targets, COLLECT {
    MATCH (d:Dataset) WHERE d.id IN $datasets
    WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
    MATCH (council:Body {dataset: dataset, kind: 'council'})
    WHERE all(x IN [council] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND ($council IS NULL OR $council IN coalesce($same[council.id].called, [council.id, split(council.id, '/')[2], council.name]))
    WITH coalesce($same[council.id], {id: council.id, name: council.name}) AS thing, dataset, council
    WITH thing.id AS id, thing.name AS name, collect(dataset) AS datasets, reduce(all = [], x IN collect(coalesce(council.marks, [])) | all + x) AS marks
    RETURN {id: id, name: name, datasets: datasets, marks: marks}
  } AS councils
WITH things, councils, [target IN targets | {thing: target, place: [place IN range(0, size(things) - 1) WHERE things[place].id = target.id][0]}] AS targets
UNWIND councils AS council
WITH council, targets, reduce(ways = [thing IN things | CASE WHEN thing.id = council.id THEN [council] END], step IN range(1, 8) |
       [place IN range(0, size(things) - 1) | coalesce(ways[place],
          [near IN things[place].beside WHERE size(ways[near.place]) = step | ways[near.place] + [{id: things[place].id, name: things[place].name, marks: things[place].marks + near.way.marks, dataset: near.way.dataset}]][0])]) AS ways
UNWIND targets AS target
WITH council, target.thing AS target, CASE WHEN target.place IS NOT NULL THEN ways[target.place] END AS way
WHERE way IS NOT NULL OR any(dataset IN council.datasets WHERE dataset IN target.datasets)
RETURN council.name AS council, council.id AS council_id, target.name AS target, target.id AS target_id,
       target.label AS label, size(way) - 1 AS steps, [thing IN way[1..-1] | thing.name] AS between, [thing IN way[1..-1] | thing.id] AS between_id,
       reduce(all = [], x IN [council, target] + coalesce(way[1..], []) | all + x.marks) AS marks,
       coalesce([thing IN way[1..] | thing.dataset], [dataset IN council.datasets WHERE dataset IN target.datasets]) AS dataset
ORDER BY council_id, label, target_id
