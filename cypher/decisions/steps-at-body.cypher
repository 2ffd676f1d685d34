// ---
// title:
//   nl: Wat langs een gremium komt
//   en: What passes a body
// question:
//   nl: "Welke besluiten komen langs mijn gremium, op welk moment, en wat wordt daar gevraagd?"
//   en: "Which decisions pass my body, at which point, and what is asked of it?"
// params:
//   body:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit gremium, deze functie of deze organisatie: id of naam", en: "Only this body, post or organization: id or name"}
// shows: table
// columns:
//   body: {nl: "Gremium, functie of organisatie", en: "Body, post or organization"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   route: {nl: "De route", en: "The route"}
//   route_id: {nl: "Id van de route", en: "Id of the route"}
//   number: {nl: "Volgorde in de route", en: "Place in the route"}
//   of_steps: {nl: "Van hoeveel stappen", en: "Of how many steps"}
//   step: {nl: "De stap", en: "The step"}
//   step_id: {nl: "Id van de stap", en: "Id of the step"}
//   action: {nl: "Wat er gebeurt", en: "What happens", values: StepAction}
//   part: {nl: "Betrokkenheid; de stap is daar, of de manier waarop het betrokken is", en: "Part; the step is there, or the way in which it is involved", values: {at: {nl: de stap is daar, en: the step is there}, sends: {nl: zendt toe, en: sends}, receives: {nl: ontvangt, en: receives}, involves: {nl: is betrokken, en: is involved}}}
//   alone: {nl: "Alleen daar; leeg: niet daar maar betrokken", en: "There alone; empty: not there but involved"}
//   optional: {nl: "Kan worden overgeslagen; of heeft een voorwaarde", en: "May be passed by; or has a condition"}
//   by: {nl: "Elk jaar uiterlijk; als maand en dag", en: "Each year at the latest; as month and day"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (route:Route {dataset: dataset})-[has:HAS_STEP]->(step:Step)
MATCH (step)-[r:AT|ADDRESSED_TO|INVOLVES]->(body)
WHERE all(x IN [route, has, step, r, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($body IS NULL OR $body IN coalesce($same[body.id].called, [body.id, split(body.id, '/')[2], body.name]))
WITH day, route, has, step, r, body, COLLECT {
       MATCH (step)-[to:ADDRESSED_TO]->(receiver)
       WHERE all(x IN [to, receiver] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {id: receiver.id, marks: coalesce(to.marks, [])} ORDER BY receiver.id
     } AS receivers
RETURN body.name AS body, body.id AS body_id, route.name AS route, route.id AS route_id, step.number AS number,
       COUNT {
         MATCH (route)-[every:HAS_STEP]->(one:Step)
         WHERE all(x IN [every, one] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       } AS of_steps,
       step.name AS step, step.id AS step_id, step.action AS action,
       CASE WHEN type(r) = 'ADDRESSED_TO' OR (type(r) = 'AT' AND step.action = 'send' AND size(receivers) = 0) THEN 'receives'
            WHEN type(r) = 'AT' AND step.action = 'send' THEN 'sends'
            WHEN type(r) = 'AT' THEN 'at' ELSE coalesce(r.part, 'involves') END AS part,
       CASE WHEN type(r) = 'AT' THEN COUNT {
         MATCH (step)-[at:AT]->(place)
         WHERE all(x IN [at, place] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       } = 1 END AS alone,
       step.optional OR step.condition IS NOT NULL AS optional, step.by AS by,
       reduce(all = [], x IN [route, has, step, r, body] + receivers | all + coalesce(x.marks, [])) AS marks
ORDER BY body_id, route_id, number, step_id, part
