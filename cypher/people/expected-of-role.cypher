// ---
// title:
//   nl: Wat van een rol wordt verwacht
//   en: What is expected of a role
// question:
//   nl: "Wat wordt van deze rol verwacht en door wie, wat mag zij van anderen verwachten, en wat heeft niemand opgeschreven?"
//   en: "What is expected of this role and by whom, what may it expect of others, and what has nobody written down?"
// params:
//   role:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze rol, functie of dit gremium: id of naam", en: "Only this role, post or body: id or name"}
//   post:
//     type: string
//     optional: true
//     about: {nl: "Alleen de rollen van deze functie: id of naam", en: "Only the roles of this post: id or name"}
// shows: table
// columns:
//   role: {nl: "De rol; of de functie of het gremium", en: "The role; or the post or the body"}
//   role_id: {nl: "Id daarvan", en: "Its id"}
//   direction: {nl: "Richting", en: "Direction", values: {expected: {nl: wordt van haar verwacht, en: is expected of it}, expects: {nl: verwacht zij van een ander, en: it expects of another}}}
//   other: {nl: "Door wie of van wie; leeg: alleen woorden zeggen het", en: "By whom or of whom; empty: only words say it"}
//   other_id: {nl: "Id daarvan", en: "Its id"}
//   what: {nl: "Wat; leeg: niet opgeschreven", en: "What; empty: not written down"}
//   when: {nl: "Wanneer of hoe vaak", en: "By when, or how often"}
//   own_municipality: {nl: "Die van de eigen gemeente", en: "That of the own municipality"}
//   in_words: {nl: "Alleen in woorden; zonder een andere rol te noemen", en: "Only in words; without naming another role"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
WITH dataset, day,
     COLLECT {
       MATCH (one:Entity {dataset: dataset})-[r:EXPECTS_OF]->(other)
       WHERE all(x IN [one, r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: one.name, id: one.id, direction: 'expects', other: other.name, other_id: other.id, what: r.what, when: r.when, own: coalesce(r.own_municipality, false),
               words: false, doubts: coalesce(one.marks, []) + coalesce(r.marks, []) + coalesce(other.marks, [])} ORDER BY r.id
     } AS expecting,
     COLLECT {
       MATCH (one:Entity {dataset: dataset})-[r:EXPECTS_OF]->(other)
       WHERE all(x IN [one, r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: other.name, id: other.id, direction: 'expected', other: one.name, other_id: one.id, what: r.what, when: r.when, own: coalesce(r.own_municipality, false),
               words: false, doubts: coalesce(one.marks, []) + coalesce(r.marks, []) + coalesce(other.marks, [])} ORDER BY r.id
     } AS expected,
     COLLECT {
       MATCH (one:Role {dataset: dataset})
       WHERE all(x IN [one] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       UNWIND coalesce(one.expects, []) AS what
       RETURN {name: one.name, id: one.id, direction: 'expects', what: what, words: true, doubts: coalesce(one.marks, [])} ORDER BY one.id, what
     } AS in_words,
     COLLECT {
       MATCH (one:Role {dataset: dataset})
       WHERE all(x IN [one] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       UNWIND ['expected', 'expects'] AS direction
       RETURN {name: one.name, id: one.id, direction: direction, doubts: coalesce(one.marks, [])} ORDER BY one.id, direction
     } AS every,
     COLLECT {
       MATCH (post:Post {dataset: dataset})-[has:HAS_ROLE]->(one:Role)
       WHERE all(x IN [post, has, one] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND $post IN coalesce($same[post.id].called, [post.id, split(post.id, '/')[2], post.name])
       RETURN {id: one.id, doubts: coalesce(post.marks, []) + coalesce(has.marks, [])} ORDER BY one.id
     } AS played
WITH expecting + expected + in_words AS written, every, played
UNWIND written + [one IN every WHERE none(line IN written WHERE line.id = one.id AND line.direction = one.direction)] AS line
WITH line, [one IN played WHERE one.id = line.id] AS plays
WHERE ($role IS NULL OR $role IN coalesce($same[line.id].called, [line.id, split(line.id, '/')[2], line.name]))
  AND ($post IS NULL OR size(plays) > 0)
RETURN line.name AS role, line.id AS role_id, line.direction AS direction, line.other AS other, line.other_id AS other_id, line.what AS what,
       line.when AS `when`, coalesce(line.own, false) AS own_municipality, coalesce(line.words, false) AS in_words,
       reduce(all = line.doubts, x IN plays | all + x.doubts) AS marks
ORDER BY role_id, direction, other_id, what
