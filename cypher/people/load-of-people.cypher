// ---
// title:
//   nl: Wat bij één persoon samenkomt
//   en: What comes together at one person
// question:
//   nl: "Bij wie komt veel samen: functies, gremia, opdrachten, uren?"
//   en: "Where does much come together: posts, bodies, assignments, hours?"
// shows: table
// columns:
//   person: {nl: "De persoon", en: "The person"}
//   person_id: {nl: "Id daarvan", en: "Its id"}
//   posts: {nl: "Functies", en: "Posts"}
//   bodies: {nl: "Gremia", en: "Bodies"}
//   commissions_given: {nl: "Opdrachten als opdrachtgever; zelf of met een functie", en: "Assignments commissioned; in person or by a post"}
//   commissions_carried_out: {nl: "Opdrachten als opdrachtnemer; zelf of met een functie", en: "Assignments carried out; in person or by a post"}
//   involved: {nl: "Opdrachten waarbij betrokken", en: "Assignments in which involved"}
//   of_assignments: {nl: "Van zoveel opdrachten; in de dataset", en: "Of so many assignments; in the dataset"}
//   hours: {nl: "Uren per week, minstens; volgens de rollen, leeg: niet te bepalen", en: "Hours a week, at least; by the roles, empty: not assessable"}
// ---
// By name, so that nobody is ranked. Hours are the stated loads of the roles held, each role once: what is not stated comes on top.
// The figures are those of the analysis role_overload.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
WITH dataset, day, COLLECT {
    MATCH (every:Assignment {dataset: dataset})
    WHERE all(x IN [every] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND coalesce($standing[every.id], every.standing, every.status) IN ['actual', 'open']
    RETURN coalesce($same[every.id].id, every.id)
  } AS assignments
MATCH (person:Person {dataset: dataset})
WHERE all(x IN [person] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH day, assignments, person, COLLECT {
    MATCH (person)-[holds:HOLDS]->(post:Post)
    WHERE all(x IN [holds, post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND all(x IN [holds, post] WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
    UNWIND coalesce($same[post.id].records, [{id: post.id, day: day}]) AS record
    RETURN DISTINCT record
  } AS held
WITH assignments, person, held, [{id: person.id, day: day}] + held AS hats
WITH assignments, person, [post IN held | coalesce($same[post.id].id, post.id)] AS posts,
     COLLECT {
       UNWIND held AS record
       MATCH (post:Post {id: record.id})-[has:HAS_ROLE]->(role:Role)
       WHERE role.load_hours IS NOT NULL AND all(x IN [post, has, role] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND all(x IN [has, role] WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
       RETURN DISTINCT {role: coalesce($same[role.id].id, role.id), hours: role.load_hours}
     } AS loads,
     COLLECT {
       UNWIND held AS record
       MATCH (post:Post {id: record.id})-[seat:IN]->(body:Body)
       WHERE all(x IN [post, seat, body] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND all(x IN [seat, body] WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
       RETURN DISTINCT coalesce($same[body.id].id, body.id)
     } AS bodies,
     COLLECT {
       UNWIND hats AS record
       MATCH (hat:Entity {id: record.id})<-[r:COMMISSIONED_BY]-(a:Assignment)
       WHERE all(x IN [a, r, hat] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND all(x IN [a, r] WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
       RETURN DISTINCT coalesce($same[a.id].id, a.id)
     } AS given,
     COLLECT {
       UNWIND hats AS record
       MATCH (hat:Entity {id: record.id})<-[r:CARRIED_OUT_BY]-(a:Assignment)
       WHERE all(x IN [a, r, hat] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND all(x IN [a, r] WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
       RETURN DISTINCT coalesce($same[a.id].id, a.id)
     } AS carried_out,
     COLLECT {
       UNWIND hats AS record
       MATCH (hat:Entity {id: record.id})<-[r:INVOLVES]-(a:Assignment)
       WHERE all(x IN [a, r, hat] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND all(x IN [a, r] WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
       RETURN DISTINCT coalesce($same[a.id].id, a.id)
     } AS involved,
     coalesce(person.marks, []) + reduce(all = [], one IN COLLECT {
       UNWIND hats AS record
       MATCH (hat:Entity {id: record.id})-[r:HOLDS|IN|HAS_ROLE|COMMISSIONED_BY|CARRIED_OUT_BY|INVOLVES]-(what)
       WHERE (type(r) <> 'HOLDS' OR hat = person) AND all(x IN [r, what, hat] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND all(x IN [r, what] WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
       RETURN coalesce(r.marks, []) + coalesce(what.marks, []) AS marks ORDER BY r.id
     } | all + one) AS marks
WITH coalesce($same[person.id], {id: person.id, name: person.name}) AS who, assignments, posts, loads, bodies, given, carried_out, involved, marks
WITH who.name AS person, who.id AS person_id, collect(assignments) AS assignments, collect(posts) AS posts, collect(bodies) AS bodies,
     collect(given) AS given, collect(carried_out) AS carried_out, collect(involved) AS involved,
     collect(loads) AS loads, reduce(all = [], part IN collect(marks) | all + part) AS marks
WITH person, person_id, assignments, posts, bodies, given, carried_out, involved, marks, COLLECT {
    UNWIND reduce(all = [], part IN loads | all + part) AS load
    WITH load.role AS role, max(load.hours) AS hours
    RETURN hours ORDER BY role
  } AS loads
RETURN person, person_id,
       size(COLLECT { UNWIND posts AS part UNWIND part AS one RETURN DISTINCT one }) AS posts,
       size(COLLECT { UNWIND bodies AS part UNWIND part AS one RETURN DISTINCT one }) AS bodies,
       size(COLLECT { UNWIND given AS part UNWIND part AS one RETURN DISTINCT one }) AS commissions_given,
       size(COLLECT { UNWIND carried_out AS part UNWIND part AS one RETURN DISTINCT one }) AS commissions_carried_out,
       size(COLLECT { UNWIND involved AS part UNWIND part AS one RETURN DISTINCT one }) AS involved,
       CASE WHEN size(assignments) = 1 THEN size(assignments[0])
            ELSE size(COLLECT { UNWIND assignments AS part UNWIND part AS one RETURN DISTINCT one }) END AS of_assignments,
       CASE WHEN size(loads) > 0 THEN reduce(sum = 0.0, hours IN loads | sum + hours) END AS hours, marks
ORDER BY person, person_id
