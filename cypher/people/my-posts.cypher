// ---
// title:
//   nl: Mijn functies
//   en: My posts
// question:
//   nl: "Welke petten heb ik: waar, namens wie, met hoeveel stemmen, tot wanneer, en wie vervangt mij?"
//   en: "Which hats do I wear: where, for whom, with how many votes, until when, and who replaces me?"
// params:
//   person:
//     type: string
//     optional: true
//     about: {nl: "Alleen functies van deze persoon: id of naam", en: "Only posts of this person: id or name"}
//   post:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze functie: id of naam", en: "Only this post: id or name"}
// shows: table
// columns:
//   body: {nl: "Gremium; of organisatie", en: "Body; or organization"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   body_short: {nl: "Korte naam daarvan; leeg: niet vermeld", en: "Its short name; empty: not stated"}
//   post: {nl: "De functie", en: "The post"}
//   post_id: {nl: "Id van de functie", en: "Id of the post"}
//   person: {nl: "Wie haar vervult; leeg: niemand", en: "Who holds it; empty: nobody"}
//   person_id: {nl: "Id van die persoon", en: "Id of that person"}
//   capacity: {nl: "Hoedanigheid", en: "Capacity", values: Capacity}
//   on_behalf_of: {nl: "Namens; leeg: niet vermeld", en: "On behalf of; empty: not stated"}
//   on_behalf_of_id: {nl: "Hun id's", en: "Their ids"}
//   votes: {nl: "Stemmen van deze functie", en: "Votes of this post"}
//   votes_total: {nl: "Stemmen van alle leden; leeg: niet van elk lid vermeld", en: "Votes of all members; empty: not stated of each member"}
//   roles: {nl: "Haar rollen", en: "Its roles"}
//   roles_id: {nl: "Hun id's", en: "Their ids"}
//   since: {nl: "Sinds wanneer", en: "Since when"}
//   until: {nl: "Tot wanneer; zoals vermeld", en: "Until when; as stated"}
//   until_why: {nl: "Waarom tot dan; leeg: niet vermeld", en: "Why until then; empty: not stated", values: {end_date: {nl: zo vermeld, en: stated so}, ends_with: {nl: iets anders houdt dan op, en: something else ends then}, successor: {nl: tot er een opvolger is, en: until there is a successor}, by_post: {nl: zolang de andere functie duurt, en: as long as the other post lasts}}}
//   ends_with: {nl: "Waarmee zij ophoudt", en: "With what it ends"}
//   ends_with_id: {nl: "Id daarvan", en: "Its id"}
//   appointment: {nl: "Grondslag van de benoeming", en: "Basis of the appointment"}
//   by_post: {nl: "Door welke functie; waardoor men haar heeft", en: "By which post; by which one holds it"}
//   by_post_id: {nl: "Hun id's", en: "Their ids"}
//   deputy: {nl: "Vervanging; of er een functie en iemand voor is", en: "Deputy; whether there is a post, and somebody for it", values: {none: {nl: geen functie vermeld, en: no post stated}, vacant: {nl: "functie zonder houder", en: post without holder}, held: {nl: er is een vervanger, en: there is a deputy}}}
//   deputies: {nl: "Functies die vervangen", en: "Posts that replace it"}
//   deputies_id: {nl: "Hun id's", en: "Their ids"}
//   stand_in: {nl: "Wie die functies vervult", en: "Who holds those posts"}
//   stand_in_id: {nl: "Hun id's", en: "Their ids"}
//   chair: {nl: "Voorzitter van het gremium", en: "Chair of the body"}
//   chair_id: {nl: "Hun id's", en: "Their ids"}
//   chair_by_law: {nl: "Voorzitter van rechtswege; de burgemeester zit de raad voor (Gemeentewet 9)", en: "Chair by law; the mayor chairs the council (Municipalities Act 9)"}
//   secretary: {nl: "Secretaris van het gremium", en: "Secretary of the body"}
//   secretary_id: {nl: "Hun id's", en: "Their ids"}
//   paired_with: {nl: "Duo met; functies aan de andere kant", en: "Paired with; posts on the other side"}
//   paired_with_id: {nl: "Hun id's", en: "Their ids"}
//   topics: {nl: "Onderwerpen", en: "Topics"}
//   topics_id: {nl: "Hun id's", en: "Their ids"}
//   verified_on: {nl: "Nagegaan op; wie haar vervult", en: "Checked on; who holds it"}
//   note: {nl: "Opmerking", en: "Note"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (post:Post {dataset: dataset})
WHERE all(x IN [post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($post IS NULL OR $post IN coalesce($same[post.id].called, [post.id, split(post.id, '/')[2], post.name]))
WITH day, post,
     COLLECT {
       MATCH (post)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND ($person IS NULL OR $person IN coalesce($same[person.id].called, [person.id, split(person.id, '/')[2], person.name]))
       RETURN {name: person.name, id: person.id, since: holds.start_date, until: holds.end_date, ends_with: holds.ends_with, ends_on: holds.ends_on,
               successor: coalesce(holds.until_successor, false), appointment: holds.appointment, verified: holds.verified_on, note: holds.note,
               marks: coalesce(person.marks, []) + coalesce(holds.marks, [])} ORDER BY person.id, holds.id
     } AS holdings
WHERE $person IS NULL OR size(holdings) > 0
UNWIND CASE WHEN size(holdings) = 0 THEN [{marks: []}] ELSE holdings END AS held
OPTIONAL MATCH (post)-[seat:IN]->(body)
WHERE all(x IN [seat, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH day, body, collect({post: post, held: held, seat: seat}) AS places
WITH day, body, places,
     COLLECT {
       MATCH (body)<-[r:IN]-(other:Post)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND (coalesce(other.capacity, 'member') IN ['deputy_chair', 'member'] OR (other.capacity = 'chair' AND other.votes IS NOT NULL))
       RETURN {votes: other.votes * coalesce(other.count, 1), marks: coalesce(r.marks, []) + [m IN coalesce(other.marks, []) WHERE NOT m STARTS WITH 'note: ']} ORDER BY other.id
     } AS voting,
     COLLECT {
       MATCH (body)<-[r:IN]-(other:Post)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [r, other, holds, person] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND other.capacity = 'chair'
       RETURN {name: person.name, id: person.id, by_law: false, marks: coalesce(r.marks, []) + [m IN coalesce(other.marks, []) WHERE NOT m STARTS WITH 'note: '] + coalesce(holds.marks, []) + coalesce(person.marks, [])} ORDER BY person.id, other.id
     } AS chairs,
     COLLECT {
       MATCH (body)-[part:PART_OF]->(town:Organization)<-[of:PART_OF]-(college:Body)<-[r:IN]-(mayor:Post)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [part, town, of, college, r, mayor, holds, person] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND body.kind = 'council' AND college.kind = 'college' AND mayor.capacity = 'chair'
       RETURN {name: person.name, id: person.id, by_law: true,
               marks: coalesce(part.marks, []) + coalesce(of.marks, []) + coalesce(college.marks, []) + coalesce(r.marks, []) + [m IN coalesce(mayor.marks, []) WHERE NOT m STARTS WITH 'note: '] + coalesce(holds.marks, []) + coalesce(person.marks, [])}
       ORDER BY person.id, mayor.id
     } AS mayors,
     COLLECT {
       MATCH (body)<-[r:IN]-(other:Post)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [r, other, holds, person] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND other.capacity = 'secretary'
       RETURN {name: person.name, id: person.id, marks: coalesce(r.marks, []) + [m IN coalesce(other.marks, []) WHERE NOT m STARTS WITH 'note: '] + coalesce(holds.marks, []) + coalesce(person.marks, [])} ORDER BY person.id, other.id
     } AS secretaries
UNWIND places AS place
WITH day, body, voting, secretaries, CASE WHEN size(chairs) = 0 THEN mayors ELSE chairs END AS chairs, place.post AS post, place.held AS held, place.seat AS seat
WITH post, held, seat, body, voting, chairs, secretaries,
     COLLECT {
       MATCH (post)-[r:ON_BEHALF_OF]->(whom)
       WHERE all(x IN [r, whom] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: whom.name, id: whom.id, marks: coalesce(r.marks, []) + coalesce(whom.marks, [])} ORDER BY whom.id
     } AS principals,
     COLLECT {
       MATCH (post)-[r:HAS_ROLE]->(role:Role)
       WHERE all(x IN [r, role] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: role.name, id: role.id, marks: coalesce(r.marks, []) + coalesce(role.marks, [])} ORDER BY role.id
     } AS roles,
     COLLECT {
       MATCH (post)<-[r:QUALIFIES_FOR]-(office:Post)
       WHERE all(x IN [r, office] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: office.name, id: office.id, marks: coalesce(r.marks, []) + coalesce(office.marks, [])} ORDER BY office.id
     } AS offices,
     COLLECT {
       MATCH (post)<-[r:DEPUTY_OF]-(deputy:Post)
       WHERE all(x IN [r, deputy] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: deputy.name, id: deputy.id, marks: coalesce(r.marks, []) + coalesce(deputy.marks, [])} ORDER BY deputy.id
     } AS deputies,
     COLLECT {
       MATCH (post)<-[r:DEPUTY_OF]-(deputy:Post)<-[holds:HOLDS]-(person:Person)
       WHERE all(x IN [r, deputy, holds, person] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH person, collect(coalesce(r.marks, []) + coalesce(deputy.marks, []) + coalesce(holds.marks, []) + coalesce(person.marks, [])) AS doubts
       RETURN {name: person.name, id: person.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY person.id
     } AS standing_in,
     COLLECT {
       MATCH (post)-[r:PAIRED_WITH]-(other)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH other, collect(coalesce(r.marks, []) + coalesce(other.marks, [])) AS doubts
       RETURN {name: other.name, id: other.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY other.id
     } AS counterparts,
     COLLECT {
       MATCH (post)-[r:COVERS]->(topic)
       WHERE all(x IN [r, topic] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: topic.name, id: topic.id, marks: coalesce(r.marks, []) + coalesce(topic.marks, [])} ORDER BY topic.id
     } AS topics,
     COLLECT {
       MATCH (end:Entity {id: coalesce(held.ends_with, '')})
       RETURN {name: end.name, id: end.id, marks: coalesce(end.marks, [])} ORDER BY end.id
     } AS ends
RETURN body.name AS body, body.id AS body_id, body.short_name AS body_short, post.name AS post, post.id AS post_id,
       held.name AS person, held.id AS person_id, post.capacity AS capacity,
       [one IN principals | one.name] AS on_behalf_of, [one IN principals | one.id] AS on_behalf_of_id,
       post.votes AS votes, CASE WHEN size(voting) > 0 AND all(x IN voting WHERE x.votes IS NOT NULL) THEN reduce(total = 0.0, x IN voting | total + x.votes) END AS votes_total,
       [one IN roles | one.name] AS roles, [one IN roles | one.id] AS roles_id,
       held.since AS since, coalesce(held.until, held.ends_on) AS until,
       CASE WHEN held.successor THEN 'successor' WHEN held.until IS NOT NULL THEN 'end_date' WHEN held.ends_with IS NOT NULL THEN 'ends_with'
            WHEN held.id IS NOT NULL AND size(offices) > 0 THEN 'by_post' END AS until_why,
       CASE WHEN size(ends) > 0 THEN ends[0].name END AS ends_with, CASE WHEN size(ends) > 0 THEN ends[0].id END AS ends_with_id,
       held.appointment AS appointment, [one IN offices | one.name] AS by_post, [one IN offices | one.id] AS by_post_id,
       CASE WHEN size(deputies) = 0 THEN 'none' WHEN size(standing_in) = 0 THEN 'vacant' ELSE 'held' END AS deputy,
       [one IN deputies | one.name] AS deputies, [one IN deputies | one.id] AS deputies_id,
       [one IN standing_in | one.name] AS stand_in, [one IN standing_in | one.id] AS stand_in_id,
       [one IN chairs | one.name] AS chair, [one IN chairs | one.id] AS chair_id, any(one IN chairs WHERE one.by_law) AS chair_by_law,
       [one IN secretaries | one.name] AS secretary, [one IN secretaries | one.id] AS secretary_id,
       [one IN counterparts | one.name] AS paired_with, [one IN counterparts | one.id] AS paired_with_id,
       [one IN topics | one.name] AS topics, [one IN topics | one.id] AS topics_id,
       CASE WHEN held.id IS NULL THEN post.verified_on ELSE held.verified END AS verified_on, coalesce(held.note, post.note) AS note,
       reduce(all = [], x IN [post, seat, body, held] + principals + roles + offices + deputies + standing_in + counterparts + topics + voting + chairs + secretaries + ends | all + coalesce(x.marks, [])) AS marks
ORDER BY person_id, body_id, post_id, since
