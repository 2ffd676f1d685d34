// ---
// title:
//   nl: Onderwerpen en wie erover gaat
//   en: Topics, and who deals with them
// question:
//   nl: "Wie gaat over dit onderwerp: welke gremia, functies en mensen?"
//   en: "Who deals with this topic: which bodies, posts and people?"
// params:
//   topic:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit onderwerp: id of naam", en: "Only this topic: id or name"}
// shows: table
// columns:
//   topic: {nl: "Het onderwerp", en: "The topic"}
//   topic_id: {nl: "Id daarvan", en: "Its id"}
//   bodies: {nl: "Gremia; leeg: niet vermeld", en: "Bodies; empty: not stated"}
//   bodies_id: {nl: "Hun id's", en: "Their ids"}
//   tiers: {nl: "Op welke lagen; waar die gremia werken", en: "On which tiers; where those bodies work", values: Tier}
//   posts: {nl: "Functies met dit onderwerp; zoals een portefeuille", en: "Posts with this topic; such as a portfolio"}
//   posts_id: {nl: "Hun id's", en: "Their ids"}
//   persons: {nl: "Wie die functies vervult", en: "Who holds those posts"}
//   persons_id: {nl: "Hun id's", en: "Their ids"}
//   part_of: {nl: "Onderdeel van welk onderwerp", en: "Part of which topic"}
//   part_of_id: {nl: "Id's daarvan", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (topic:Topic {dataset: dataset})
WHERE all(x IN [topic] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($topic IS NULL OR $topic IN coalesce($same[topic.id].called, [topic.id, split(topic.id, '/')[2], topic.name]))
WITH topic,
     COLLECT {
       MATCH (body:Body)-[r:COVERS]->(topic)
       WHERE all(x IN [body, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: body.name, id: body.id, tier: body.tier, marks: coalesce(body.marks, []) + coalesce(r.marks, [])} ORDER BY body.id
     } AS bodies,
     COLLECT {
       MATCH (post:Post)-[r:COVERS]->(topic)
       WHERE all(x IN [post, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: post.name, id: post.id, marks: coalesce(post.marks, []) + coalesce(r.marks, [])} ORDER BY post.id
     } AS posts,
     COLLECT {
       MATCH (topic)<-[r:COVERS]-(post:Post)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [person, holds, post, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH person, collect(coalesce(person.marks, []) + coalesce(holds.marks, []) + coalesce(post.marks, []) + coalesce(r.marks, [])) AS doubts
       RETURN {name: person.name, id: person.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY person.id
     } AS persons,
     COLLECT {
       MATCH (topic)-[r:PART_OF]->(wider:Topic)
       WHERE all(x IN [r, wider] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: wider.name, id: wider.id, marks: coalesce(r.marks, []) + coalesce(wider.marks, [])} ORDER BY wider.id
     } AS wider
RETURN topic.name AS topic, topic.id AS topic_id, [one IN bodies | one.name] AS bodies, [one IN bodies | one.id] AS bodies_id,
       [tier IN ['political', 'executive', 'official', 'delivery'] WHERE any(body IN bodies WHERE body.tier = tier)] AS tiers,
       [one IN posts | one.name] AS posts, [one IN posts | one.id] AS posts_id,
       [one IN persons | one.name] AS persons, [one IN persons | one.id] AS persons_id,
       [one IN wider | one.name] AS part_of, [one IN wider | one.id] AS part_of_id,
       reduce(all = [], x IN [topic] + bodies + posts + persons + wider | all + coalesce(x.marks, [])) AS marks
ORDER BY topic_id
