// ---
// title:
//   nl: Functies van een persoon
//   en: Posts of a person
// question:
//   nl: "Welke rollen vervult deze persoon tegelijk?"
//   en: "Which roles does this person hold at the same time?"
// params:
//   person:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze persoon: id of naam", en: "Only this person: id or name"}
// shows: table
// columns:
//   person: {nl: "De persoon", en: "The person"}
//   person_id: {nl: "Id daarvan", en: "Its id"}
//   post: {nl: "De functie", en: "The post"}
//   post_id: {nl: "Id van de functie", en: "Id of the post"}
//   role: {nl: "De rol", en: "The role"}
//   role_id: {nl: "Id van de rol", en: "Id of the role"}
//   body: {nl: "Gremium of organisatie", en: "Body or organization"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   capacity: {nl: "Hoedanigheid", en: "Capacity", values: Capacity}
//   start_date: {nl: "Sinds wanneer", en: "Since when"}
//   end_date: {nl: "Tot wanneer", en: "Until when"}
//   as_stated: {nl: "Wat de bron over de tijd zegt", en: "What the source says of the time"}
//   until_successor: {nl: "Blijft tot de opvolger", en: "Stays until the successor"}
//   status: {nl: "Stand", en: "Standing", values: Status}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (person:Person {dataset: dataset})-[holds:HOLDS]->(post:Post)
WHERE all(x IN [person, holds, post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($person IS NULL OR $person IN coalesce($same[person.id].called, [person.id, split(person.id, '/')[2], person.name]))
OPTIONAL MATCH (post)-[seat:IN]->(body)
WHERE all(x IN [seat, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
OPTIONAL MATCH (post)-[has:HAS_ROLE]->(role:Role)
WHERE all(x IN [has, role] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
RETURN person.name AS person, person.id AS person_id, post.name AS post, post.id AS post_id, role.name AS role, role.id AS role_id,
       body.name AS body, body.id AS body_id, post.capacity AS capacity, holds.start_date AS start_date, holds.end_date AS end_date,
       holds.as_stated AS as_stated, coalesce(holds.until_successor, false) AS until_successor, coalesce($standing[holds.id], holds.standing, holds.status) AS status,
       reduce(all = [], x IN [person, holds, post, seat, body, has, role] | all + coalesce(x.marks, [])) AS marks
ORDER BY person_id, post_id, body_id, role_id
