// ---
// title:
//   nl: Waar een patstelling heen gaat
//   en: Where deadlocks go
// question:
//   nl: "Naar wie gaat het als een gremium er niet uitkomt, en in hoeveel stappen?"
//   en: "To whom does it go when a body cannot settle it, and in how many steps?"
// params:
//   body:
//     type: string
//     optional: true
//     about: {nl: "Alleen vanuit dit gremium: id of naam", en: "Only from this body: id or name"}
// shows: table
// columns:
//   body: {nl: "Het gremium dat er niet uitkomt", en: "The body that cannot settle it"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   to: {nl: "Waar het heen gaat", en: "Where it goes"}
//   to_id: {nl: "Id daarvan", en: "Its id"}
//   kind: {nl: "Soort gremium", en: "Kind of body", values: BodyKind}
//   steps: {nl: "Aantal stappen; langs de kortste weg van escalatie", en: "Number of steps; along the shortest way of escalation"}
// ---
// The ways are those of the analysis escalation; what is proposed counts. Whether the body at the end has a power of its own, transferred or
// granted is left to the analysis: it follows from forms, mandates and what a body is part of at any height.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH path = (body:Body {dataset: dataset})-[:ESCALATES_TO*1..8]->(end:Body)
WHERE end <> body
  AND all(x IN nodes(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND all(x IN relationships(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND all(x IN nodes(path) + relationships(path) WHERE coalesce($standing[x.id], x.standing, x.status) <> 'former')
  AND ($body IS NULL OR $body IN coalesce($same[body.id].called, [body.id, split(body.id, '/')[2], body.name]))
WITH body, end, min(length(path)) AS steps, collect(nodes(path) + relationships(path)) AS ways
RETURN body.name AS body, body.id AS body_id, end.name AS to, end.id AS to_id, end.kind AS kind, steps,
       reduce(all = [], x IN reduce(flat = [], way IN ways | flat + way) | all + coalesce(x.marks, [])) AS marks
ORDER BY body_id, steps, to_id
