// ---
// title:
//   nl: Rolkaart
//   en: Role card
// question:
//   nl: "Wat wordt van mij verwacht, wat mag ik van anderen verwachten, en wie ondersteunt mij?"
//   en: "What is expected of me, what may I expect of others, and who supports me?"
// params:
//   role:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze rol: id of naam", en: "Only this role: id or name"}
// shows: table
// columns:
//   role: {nl: "De rol", en: "The role"}
//   role_id: {nl: "Id van de rol", en: "Id of the role"}
//   side: {nl: "Kant; bestuurlijk of ambtelijk", en: "Side; political or official", values: Side}
//   purpose: {nl: "Waar zij voor is", en: "What it is for"}
//   accountabilities: {nl: "Waarvoor zij instaat", en: "What it answers for"}
//   expects: {nl: "Mag verwachten; waar alleen woorden zeggen van wie", en: "May expect; where only words say of whom"}
//   expects_of: {nl: "Verwacht iets van; rollen en gremia", en: "Expects something of; roles and bodies"}
//   expects_of_id: {nl: "Hun id's", en: "Their ids"}
//   expects_what: {nl: "Wat zij verwacht; in dezelfde volgorde", en: "What it expects; in the same order"}
//   expects_when: {nl: "Wanneer zij dat verwacht; in dezelfde volgorde, leeg: niet vermeld", en: "When it expects that; in the same order, empty: not stated"}
//   expected_by: {nl: "Wie iets van haar verwacht", en: "Who expects something of it"}
//   expected_by_id: {nl: "Hun id's", en: "Their ids"}
//   expected_what: {nl: "Wat van haar wordt verwacht; in dezelfde volgorde", en: "What is expected of it; in the same order"}
//   expected_when: {nl: "Wanneer dat wordt verwacht; in dezelfde volgorde, leeg: niet vermeld", en: "When that is expected; in the same order, empty: not stated"}
//   support: {nl: "Ondersteuning; waar alleen woorden zeggen door wie", en: "Support; where only words say by whom"}
//   supported_by: {nl: "Ondersteund door; rollen, functies en gremia", en: "Supported by; roles, posts and bodies"}
//   supported_by_id: {nl: "Hun id's", en: "Their ids"}
//   supported_with: {nl: "Waarmee; in dezelfde volgorde, leeg: niet vermeld", en: "With what; in the same order, empty: not stated"}
//   load_hours: {nl: "Belasting, uren per week; leeg: niet vermeld", en: "Load, hours a week; empty: not stated"}
//   combines_with: {nl: "Gaat samen met; rollen die dezelfde persoon ook kan hebben", en: "Goes together with; roles that the same person may hold too"}
//   combines_with_id: {nl: "Hun id's", en: "Their ids"}
//   posts: {nl: "Functies met deze rol", en: "Posts with this role"}
//   posts_id: {nl: "Hun id's", en: "Their ids"}
//   responsible_for: {nl: "Verantwoordelijk voor", en: "Responsible for"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (role:Role {dataset: dataset})
WHERE all(x IN [role] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($role IS NULL OR $role IN coalesce($same[role.id].called, [role.id, split(role.id, '/')[2], role.name]))
WITH role,
     COLLECT {
       MATCH (role)-[r:COMBINES_WITH]-(other:Role)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH other, collect(coalesce(r.marks, []) + coalesce(other.marks, [])) AS doubts
       RETURN {name: other.name, id: other.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY other.id
     } AS others,
     COLLECT {
       MATCH (post:Post)-[r:HAS_ROLE]->(role)
       WHERE all(x IN [r, post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: post.name, id: post.id, marks: coalesce(r.marks, []) + coalesce(post.marks, [])} ORDER BY post.id
     } AS posts,
     COLLECT {
       MATCH (post:Post)-[has:HAS_ROLE]->(role)
       MATCH (post)-[r:RESPONSIBLE_FOR]->(what)
       WHERE all(x IN [has, post, r, what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH what, collect(coalesce(has.marks, []) + coalesce(post.marks, []) + coalesce(r.marks, []) + coalesce(what.marks, [])) AS doubts
       RETURN {name: what.name, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY what.name, what.id
     } AS responsibilities,
     COLLECT {
       MATCH (role)-[r:EXPECTS_OF]->(other)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: other.name, id: other.id, what: r.what, when: coalesce(r.when, ''), marks: coalesce(r.marks, []) + coalesce(other.marks, [])} ORDER BY other.id, r.what
     } AS expecting,
     COLLECT {
       MATCH (role)<-[r:EXPECTS_OF]-(other)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: other.name, id: other.id, what: r.what, when: coalesce(r.when, ''), marks: coalesce(r.marks, []) + coalesce(other.marks, [])} ORDER BY other.id, r.what
     } AS expected,
     COLLECT {
       MATCH (role)-[r:SUPPORTED_BY]->(other)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: other.name, id: other.id, what: coalesce(r.what, ''), marks: coalesce(r.marks, []) + coalesce(other.marks, [])} ORDER BY other.id, r.what
     } AS supporting,
     COLLECT {
       MATCH (role)<-[r:SUPPORTS]-(other)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: other.name, id: other.id, what: '', marks: coalesce(r.marks, []) + coalesce(other.marks, [])} ORDER BY other.id
     } AS stated
WITH role, others, posts, responsibilities, expecting, expected, supporting + stated AS supporters
RETURN role.name AS role, role.id AS role_id, role.side AS side, role.purpose AS purpose, coalesce(role.accountabilities, []) AS accountabilities,
       coalesce(role.expects, []) AS expects,
       [one IN expecting | one.name] AS expects_of, [one IN expecting | one.id] AS expects_of_id, [one IN expecting | one.what] AS expects_what,
       [one IN expecting | one.when] AS expects_when,
       [one IN expected | one.name] AS expected_by, [one IN expected | one.id] AS expected_by_id, [one IN expected | one.what] AS expected_what,
       [one IN expected | one.when] AS expected_when,
       role.support AS support, [one IN supporters | one.name] AS supported_by, [one IN supporters | one.id] AS supported_by_id,
       [one IN supporters | one.what] AS supported_with, role.load_hours AS load_hours,
       [one IN others | one.name] AS combines_with, [one IN others | one.id] AS combines_with_id,
       [one IN posts | one.name] AS posts, [one IN posts | one.id] AS posts_id, [one IN responsibilities | one.name] AS responsible_for,
       reduce(all = [], x IN [role] + others + posts + responsibilities + expecting + expected + supporters | all + coalesce(x.marks, [])) AS marks
ORDER BY role_id
