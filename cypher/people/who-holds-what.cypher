// ---
// title:
//   nl: Wie zit waar
//   en: Who holds what
// question:
//   nl: Welke functies zijn er in welk gremium, en wie vervult ze?
//   en: Which posts are there in which body, and who holds them?
// params:
//   person:
//     type: string
//     optional: true
//     about: {nl: 'Alleen deze persoon: id of naam', en: 'This person only: id or name'}
//   body:
//     type: string
//     optional: true
//     about: {nl: 'Alleen dit gremium of deze organisatie: id of naam', en: 'This body or organization only: id or name'}
// shows: table
// columns:
//   body: {nl: Gremium of organisatie, en: Body or organization}
//   body_id: {nl: Id daarvan, en: Its id}
//   post: {nl: De functie, en: The post}
//   post_id: {nl: Id van de functie, en: Id of the post}
//   capacity: {nl: "Hoedanigheid", en: "Capacity", values: Capacity}
//   person: {nl: 'Wie haar vervult; leeg: niet vermeld of nog te bepalen', en: 'Who holds it; empty: not stated or to be decided'}
//   person_id: {nl: Id van die persoon, en: Id of that person}
//   on_behalf_of: {nl: Namens welke organisaties, en: On behalf of which organizations}
//   start_date: {nl: "Sinds wanneer; de persoon haar vervult", en: "Since when; the person holds it"}
//   end_date: {nl: Tot wanneer, en: Until when}
//   as_stated: {nl: 'Wat de bron over de tijd zegt', en: 'What the source says of the time'}
//   status: {nl: "Stand", en: "Standing", values: Status}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (post:Post {dataset: dataset})-[seat:IN]->(body)
WHERE all(x IN [post, seat, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($body IS NULL OR $body IN coalesce($same[body.id].called, [body.id, split(body.id, '/')[2], body.name]))
OPTIONAL MATCH (person:Person)-[holds:HOLDS]->(post)
WHERE all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH post, seat, body, person, holds, COLLECT {
    MATCH (post)-[behalf:ON_BEHALF_OF]->(principal)
    WHERE all(x IN [behalf, principal] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {name: principal.name, marks: coalesce(behalf.marks, []) + coalesce(principal.marks, [])} ORDER BY principal.id
  } AS principals
WHERE $person IS NULL OR $person IN coalesce($same[person.id].called, [person.id, split(person.id, '/')[2], person.name])
RETURN body.name AS body, body.id AS body_id, post.name AS post, post.id AS post_id, post.capacity AS capacity,
       person.name AS person, person.id AS person_id, [one IN principals | one.name] AS on_behalf_of,
       holds.start_date AS start_date, holds.end_date AS end_date, holds.as_stated AS as_stated, coalesce($standing[post.id], post.standing, post.status) AS status,
       reduce(all = [], x IN [post, seat, body, person, holds] + principals | all + coalesce(x.marks, [])) AS marks
ORDER BY body_id, post_id, person_id
