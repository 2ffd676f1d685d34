// ---
// title:
//   nl: Wie vraagt en wie helpt
//   en: Who asks and who helps
// question:
//   nl: "Van wie verwacht deze functie iets, wie verwacht iets van haar, en wie ondersteunt haar: welke functie en wie is dat?"
//   en: "Of whom does this post expect something, who expects something of it, and who supports it: which post and who is that?"
// params:
//   post:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze functie: id of naam", en: "Only this post: id or name"}
//   person:
//     type: string
//     optional: true
//     about: {nl: "Alleen functies van deze persoon: id of naam", en: "Only posts of this person: id or name"}
// shows: table
// columns:
//   post: {nl: "De functie", en: "The post"}
//   post_id: {nl: "Id van de functie", en: "Id of the post"}
//   role: {nl: "De rol; waarvoor dit geldt", en: "The role; for which this holds"}
//   role_id: {nl: "Id van de rol", en: "Id of the role"}
//   way: {nl: "Hoe", en: "How", values: {expects_of: {nl: verwacht iets van, en: expects something of}, expected_by: {nl: er wordt iets van verwacht door, en: something is expected of it by}, supported_by: {nl: wordt ondersteund door, en: is supported by}}}
//   other: {nl: "De ander; rol, functie of gremium", en: "The other; role, post or body"}
//   other_id: {nl: "Id daarvan", en: "Its id"}
//   what: {nl: "Wat", en: "What"}
//   when: {nl: "Wanneer of hoe vaak", en: "By when, or how often"}
//   own_municipality: {nl: "Die van de eigen gemeente", en: "That of the own municipality"}
//   posts: {nl: "Welke functies; leeg: geen bekend", en: "Which posts; empty: none is known"}
//   posts_id: {nl: "Hun id's", en: "Their ids"}
//   people: {nl: "Wie die functies vervult", en: "Who holds those posts"}
//   people_id: {nl: "Hun id's", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (one:Post {dataset: dataset})
WHERE all(x IN [one] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH dataset, day, one,
     COLLECT {
       MATCH (one)-[r:HAS_ROLE]->(role:Role)
       WHERE all(x IN [r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {id: role.id, marks: coalesce(r.marks, [])} ORDER BY role.id
     } AS roles,
     COLLECT {
       MATCH (one)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [holds, person] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {id: person.id, name: person.name, marks: coalesce(holds.marks, []) + coalesce(person.marks, [])} ORDER BY person.id
     } AS people,
     COLLECT {
       MATCH (one)-[r:ON_BEHALF_OF]->(town:Organization)
       WHERE all(x IN [r, town] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {id: town.id, marks: coalesce(r.marks, []) + coalesce(town.marks, [])} ORDER BY town.id
     } AS principals,
     COLLECT {
       MATCH (one)-[seat:IN]->(body:Body)-[r:PART_OF]->(town:Organization {kind: 'municipality'})
       WHERE all(x IN [seat, body, r, town] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {id: town.id, marks: coalesce(seat.marks, []) + coalesce(body.marks, []) + coalesce(r.marks, []) + coalesce(town.marks, [])} ORDER BY town.id
     } AS seated,
     COLLECT {
       MATCH (one)-[seat:IN]->(town:Organization {kind: 'municipality'})
       WHERE all(x IN [seat, town] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {id: town.id, marks: coalesce(seat.marks, []) + coalesce(town.marks, [])} ORDER BY town.id
     } AS employed
ORDER BY one.id
WITH dataset, day,
     collect({id: one.id, name: one.name, marks: coalesce(one.marks, []), roles: roles, people: people, homes: principals + seated + employed}) AS seats
WITH day, seats,
     [x IN seats WHERE ($post IS NULL OR $post IN coalesce($same[x.id].called, [x.id, split(x.id, '/')[2], x.name]))
        AND ($person IS NULL OR any(y IN x.people WHERE $person IN coalesce($same[y.id].called, [y.id, split(y.id, '/')[2], y.name])))] AS chosen
UNWIND reduce(all = [], x IN chosen | all + [y IN x.roles WHERE NOT y.id IN all | y.id]) AS worn
MATCH (role:Role {id: worn})
WHERE all(x IN [role] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH day, seats, chosen, role,
     COLLECT {
       MATCH (role)-[r:EXPECTS_OF]->(other)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {way: 'expects_of', name: other.name, id: other.id, what: r.what, when: r.when, own: coalesce(r.own_municipality, false), marks: coalesce(r.marks, []) + coalesce(other.marks, [])} ORDER BY r.id
     } AS expecting,
     COLLECT {
       MATCH (role)<-[r:EXPECTS_OF]-(other)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {way: 'expected_by', name: other.name, id: other.id, what: r.what, when: r.when, own: coalesce(r.own_municipality, false), marks: coalesce(r.marks, []) + coalesce(other.marks, [])} ORDER BY r.id
     } AS expected,
     COLLECT {
       MATCH (role)-[r:SUPPORTED_BY]->(other)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {way: 'supported_by', name: other.name, id: other.id, what: r.what, own: coalesce(r.own_municipality, false), marks: coalesce(r.marks, []) + coalesce(other.marks, [])} ORDER BY r.id
     } AS supporting
WITH seats, role, [x IN chosen WHERE role.id IN [y IN x.roles | y.id]] AS wearing, expecting + expected + supporting AS lines
UNWIND lines AS line
WITH line.id AS other, head(collect(seats)) AS seats, collect({role: role, line: line, wearing: wearing}) AS lines
WITH lines,
     [x IN seats WHERE x.id = other OR other IN [y IN x.roles | y.id] |
       {id: x.id, name: x.name, people: x.people, homes: x.homes,
        marks: x.marks + reduce(all = [], y IN [y IN x.roles WHERE y.id = other] + x.people | all + y.marks)}] AS filled
UNWIND lines AS each
WITH each.role AS role, each.line AS line, each.wearing AS wearing, filled
UNWIND CASE WHEN line.own THEN [x IN wearing | {wearing: [x], filled: [y IN filled WHERE any(home IN y.homes WHERE home.id IN [z IN x.homes | z.id])]}]
       ELSE [{wearing: wearing, filled: filled}] END AS part
WITH role, line, part.wearing AS wearing, part.filled AS posts,
     reduce(all = [], x IN part.filled | all + [y IN x.people WHERE NOT y.id IN [z IN all | z.id]]) AS people,
     reduce(all = [], x IN part.filled | all + x.marks)
       + CASE WHEN line.own THEN reduce(all = [], x IN part.filled + part.wearing | all + reduce(each = [], y IN x.homes | each + y.marks)) ELSE [] END AS doubts
UNWIND wearing AS post
WITH role, line, post, posts, people, doubts, [x IN post.roles WHERE x.id = role.id][0] AS has,
     [x IN post.people WHERE $person IN coalesce($same[x.id].called, [x.id, split(x.id, '/')[2], x.name])] AS asked
RETURN post.name AS post, post.id AS post_id, role.name AS role, role.id AS role_id, line.way AS way, line.name AS other, line.id AS other_id,
       line.what AS what, line.when AS `when`, line.own AS own_municipality, [one IN posts | one.name] AS posts, [one IN posts | one.id] AS posts_id,
       [one IN people | one.name] AS people, [one IN people | one.id] AS people_id,
       reduce(all = [], x IN [post, has, role, line] + asked | all + coalesce(x.marks, [])) + doubts AS marks
ORDER BY post_id, role_id, way, other_id, what
