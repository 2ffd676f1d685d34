// ---
// title:
//   nl: Vervanging
//   en: Deputies
// question:
//   nl: "Wie vervangt mij als ik niet kan?"
//   en: "Who replaces me when I cannot come?"
// params:
//   body:
//     type: string
//     optional: true
//     about: {nl: "Alleen in dit gremium of deze organisatie: id of naam", en: "Only in this body or organization: id or name"}
//   person:
//     type: string
//     optional: true
//     about: {nl: "Alleen functies van deze persoon: id of naam", en: "Only posts of this person: id or name"}
// shows: table
// columns:
//   body: {nl: "Gremium of organisatie", en: "Body or organization"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   post: {nl: "De functie", en: "The post"}
//   post_id: {nl: "Id van de functie", en: "Id of the post"}
//   capacity: {nl: "Hoedanigheid", en: "Capacity", values: Capacity}
//   held_by: {nl: "Wie haar vervult", en: "Who holds it"}
//   held_by_id: {nl: "Hun id's", en: "Their ids"}
//   deputy: {nl: "Vervanging; of er een functie en iemand voor is", en: "Deputy; whether there is a post, and somebody for it", values: {none: {nl: geen functie vermeld, en: no post stated}, vacant: {nl: "functie zonder houder", en: post without holder}, held: {nl: er is een vervanger, en: there is a deputy}}}
//   deputies: {nl: "Functies die vervangen; leeg: niet vermeld", en: "Posts that replace it; empty: not stated"}
//   deputies_id: {nl: "Hun id's", en: "Their ids"}
//   stand_in: {nl: "Wie die functies vervult", en: "Who holds those posts"}
//   stand_in_id: {nl: "Hun id's", en: "Their ids"}
//   second_line: {nl: "Tweede lijn; functies die op hun beurt die vervangers vervangen", en: "Second line; posts that in their turn replace those deputies"}
//   second_line_id: {nl: "Hun id's", en: "Their ids"}
//   second_stand_in: {nl: "Wie de tweede lijn vervult", en: "Who holds the second line"}
//   second_stand_in_id: {nl: "Hun id's", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (post:Post {dataset: dataset})-[seat:IN]->(body)
WHERE all(x IN [post, seat, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($body IS NULL OR $body IN coalesce($same[body.id].called, [body.id, split(body.id, '/')[2], body.name]))
WITH day, body, post, seat,
     COLLECT {
       MATCH (post)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH person, collect(coalesce(person.marks, []) + coalesce(holds.marks, [])) AS doubts
       RETURN {name: person.name, id: person.id, slug: split(person.id, '/')[2], marks: reduce(all = [], x IN doubts | all + x)} ORDER BY person.id
     } AS holders,
     COLLECT {
       MATCH (post)<-[r:DEPUTY_OF]-(deputy:Post)
       WHERE all(x IN [deputy, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: deputy.name, id: deputy.id, marks: coalesce(deputy.marks, []) + coalesce(r.marks, [])} ORDER BY deputy.id
     } AS deputies,
     COLLECT {
       MATCH (post)<-[r:DEPUTY_OF]-(deputy:Post)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [person, holds, deputy, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH person, collect(coalesce(person.marks, []) + coalesce(holds.marks, []) + coalesce(deputy.marks, []) + coalesce(r.marks, [])) AS doubts
       RETURN {name: person.name, id: person.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY person.id
     } AS standing_in
WITH day, body, post, seat, holders, deputies, standing_in, COLLECT {
       MATCH (post)<-[first:DEPUTY_OF]-(deputy:Post)
       MATCH (deputy)<-[second:DEPUTY_OF]-(next:Post)
       WHERE all(x IN [first, deputy, second, next] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND next.id <> post.id AND NOT next.id IN [one IN deputies | one.id]
       WITH next, collect(coalesce(first.marks, []) + coalesce(deputy.marks, []) + coalesce(second.marks, []) + coalesce(next.marks, [])) AS doubts
       RETURN {name: next.name, id: next.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY next.id
     } AS seconds, COLLECT {
       MATCH (post)<-[first:DEPUTY_OF]-(deputy:Post)
       MATCH (deputy)<-[second:DEPUTY_OF]-(next:Post)
       MATCH (next)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [first, deputy, second, next, holds, person] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND next.id <> post.id AND NOT next.id IN [one IN deputies | one.id]
       WITH person, collect(coalesce(first.marks, []) + coalesce(deputy.marks, []) + coalesce(second.marks, []) + coalesce(next.marks, []) + coalesce(holds.marks, []) + coalesce(person.marks, [])) AS doubts
       RETURN {name: person.name, id: person.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY person.id
     } AS second_holders
WHERE $person IS NULL OR any(one IN holders WHERE $person IN coalesce($same[one.id].called, [one.id, one.slug, one.name]))
RETURN body.name AS body, body.id AS body_id, post.name AS post, post.id AS post_id, post.capacity AS capacity,
       [one IN holders | one.name] AS held_by, [one IN holders | one.id] AS held_by_id,
       CASE WHEN size(deputies) = 0 THEN 'none' WHEN size(standing_in) = 0 THEN 'vacant' ELSE 'held' END AS deputy,
       [one IN deputies | one.name] AS deputies, [one IN deputies | one.id] AS deputies_id,
       [one IN standing_in | one.name] AS stand_in, [one IN standing_in | one.id] AS stand_in_id,
       [one IN seconds | one.name] AS second_line, [one IN seconds | one.id] AS second_line_id,
       [one IN second_holders | one.name] AS second_stand_in, [one IN second_holders | one.id] AS second_stand_in_id,
       reduce(all = [], x IN [body, post, seat] + holders + deputies + standing_in + seconds + second_holders | all + coalesce(x.marks, [])) AS marks
ORDER BY body_id, post_id
