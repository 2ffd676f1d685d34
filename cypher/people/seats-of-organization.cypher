// ---
// title:
//   nl: Zetels van een organisatie
//   en: Seats of an organization
// question:
//   nl: "Waar zit mijn gemeente aan tafel, en door wie?"
//   en: "At which tables does my municipality sit, and by whom?"
// params:
//   organization:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze organisatie: id of naam", en: "Only this organization: id or name"}
// shows: table
// columns:
//   organization: {nl: "Namens wie; organisatie of gremium", en: "On whose behalf; an organization or body"}
//   organization_id: {nl: "Id daarvan", en: "Its id"}
//   body: {nl: "Waar", en: "Where"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   post: {nl: "De functie", en: "The post"}
//   post_id: {nl: "Id van de functie", en: "Id of the post"}
//   capacity: {nl: "Hoedanigheid", en: "Capacity", values: Capacity}
//   votes: {nl: "Stemmen; van deze functie daar, leeg: niet vermeld", en: "Votes; of this post there, empty: not stated"}
//   persons: {nl: "Wie haar vervult", en: "Who holds it"}
//   persons_id: {nl: "Hun id's", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (post:Post {dataset: dataset})-[behalf:ON_BEHALF_OF]->(organization)
MATCH (post)-[seat:IN]->(body)
WHERE body.id <> organization.id AND all(x IN [post, behalf, organization, seat, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($organization IS NULL OR $organization IN coalesce($same[organization.id].called, [organization.id, split(organization.id, '/')[2], organization.name]))
WITH organization, behalf, body, post, seat, COLLECT {
    MATCH (person:Person)-[holds:HOLDS]->(post)
    WHERE all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {name: person.name, id: person.id, marks: coalesce(person.marks, []) + coalesce(holds.marks, [])} ORDER BY person.id
  } AS persons
RETURN organization.name AS organization, organization.id AS organization_id, body.name AS body, body.id AS body_id,
       post.name AS post, post.id AS post_id, post.capacity AS capacity, post.votes AS votes,
       [one IN persons | one.name] AS persons, [one IN persons | one.id] AS persons_id,
       reduce(all = [], x IN [organization, behalf, body, post, seat] + persons | all + coalesce(x.marks, [])) AS marks
ORDER BY organization_id, body_id, post_id
