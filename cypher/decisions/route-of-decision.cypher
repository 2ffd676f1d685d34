// ---
// title:
//   nl: Route van een besluit
//   en: Route of a decision
// question:
//   nl: "Hoe komt dit soort besluit tot stand, stap voor stap?"
//   en: "How is this kind of decision taken, step by step?"
// params:
//   route:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze route, of de route van dit product of besluit: id of naam", en: "Only this route, or the route of this product or decision: id or name"}
// shows: table
// columns:
//   route: {nl: "De route", en: "The route"}
//   route_id: {nl: "Id van de route", en: "Id of the route"}
//   number: {nl: "Volgorde in de route", en: "Place in the route"}
//   step: {nl: "De stap", en: "The step"}
//   step_id: {nl: "Id van de stap", en: "Id of the step"}
//   action: {nl: "Wat er gebeurt", en: "What happens", values: StepAction}
//   at: {nl: "Waar; gremia of functies", en: "Where; bodies or posts"}
//   at_id: {nl: "Hun id's", en: "Their ids"}
//   at_mode: {nl: "Een of alle; waar meer gremia staan", en: "Any or all; where several bodies stand", values: AtMode}
//   condition: {nl: "Wanneer de stap wordt gezet; leeg: altijd", en: "When the step is taken; empty: always"}
//   optional: {nl: "Kan worden overgeslagen", en: "May be passed by"}
//   days_min: {nl: "Dagen die zij minstens duurt", en: "Days that it takes at least"}
//   by: {nl: "Elk jaar uiterlijk; als maand en dag", en: "Each year at the latest; as month and day"}
//   open: {nl: "Wat de bron openlaat", en: "What the source leaves open", values: [field, type]}
//   as_stated: {nl: "Wat de bron over het tijdstip zegt", en: "What the source says of the time"}
//   next: {nl: "Wat erna komt; met de voorwaarde", en: "What comes next; with its condition"}
//   addressed_to: {nl: "Gericht aan; wie het krijgt toegezonden of meegedeeld", en: "Addressed to; who is sent or told it"}
//   addressed_to_id: {nl: "Hun id's", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (route:Route {dataset: dataset})-[has:HAS_STEP]->(step:Step)
WHERE all(x IN [route, has, step] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH day, route, has, step, COLLECT {
    MATCH (route)-[:ROUTE_FOR|FOLLOWS*0..1]-(what)
    RETURN [what.id, split(what.id, '/')[2], what.name]
  } AS known_as
WHERE $route IS NULL OR any(names IN known_as WHERE $route IN names)
WITH route, has, step,
     COLLECT {
       MATCH (step)-[at:AT]->(place)
       WHERE all(x IN [at, place] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: place.name, id: place.id, marks: coalesce(at.marks, []) + coalesce(place.marks, [])} ORDER BY place.id
     } AS places,
     COLLECT {
       MATCH (step)-[next:NEXT]->(after:Step)
       WHERE all(x IN [next, after] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: after.name + coalesce(' (' + next.condition + ')', ''), marks: coalesce(next.marks, []) + coalesce(after.marks, [])} ORDER BY after.number, after.id
     } AS following,
     COLLECT {
       MATCH (step)-[to:ADDRESSED_TO]->(receiver)
       WHERE all(x IN [to, receiver] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: receiver.name, id: receiver.id, marks: coalesce(to.marks, []) + coalesce(receiver.marks, [])} ORDER BY receiver.id
     } AS receivers
RETURN route.name AS route, route.id AS route_id, step.number AS number, step.name AS step, step.id AS step_id, step.action AS action,
       [one IN places | one.name] AS at, [one IN places | one.id] AS at_id, step.at_mode AS at_mode,
       step.condition AS condition, step.optional AS optional, step.days_min AS days_min, step.by AS by,
       coalesce(step.open, []) AS open, step.as_stated AS as_stated, [one IN following | one.name] AS next,
       [one IN receivers | one.name] AS addressed_to, [one IN receivers | one.id] AS addressed_to_id,
       reduce(all = [], x IN [route, has, step] + places + following + receivers | all + coalesce(x.marks, [])) AS marks
ORDER BY route_id, number, step_id
