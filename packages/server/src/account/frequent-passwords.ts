/** Words that common passwords are made of: a password that is one of them with digits or signs around is refused. */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwort motdepasse contrasena passwd passphrase mypassword yourpassword thepassword passwordpassword
  newpassword changeme changemenow letmein letmeinnow welcome welcomeback qwerty qwertyui qwertyuiop qwertz qwertzuiop
  azerty azertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm admin administrator adminadmin root rootroot toor superuser default
  guest testtest testing tester iloveyou ilovegod iloveme loveyou princess sunshine football baseball basketball
  superman batman starwars pokemon monkey dragon master shadow michael jennifer jordan hunter killer trustnoone
  whatever computer internet google facebook linkedin microsoft samsung liverpool chelsea arsenal barcelona manchester
  charlie chocolate butterfly hello helloworld hellothere secret topsecret secretsecret summer winter spring autumn
  january february march april june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday bugheist bughunter security hacker hackerman correcthorsebatterystaple mustang corvette
  ferrari mercedes blahblah abcdefgh abcdefghij abcabc access login loginlogin database server company office
  christmas christine elizabeth alexander christopher nicholas samantha stephanie victoria caroline cheese cookie
  freedom thunder purple orange yellow flower forever together`.split(/\s+/),
);

/** Common passwords of ten characters and more that are no such word: keyboard walks and number games. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw2 1qaz@wsx3edc zaq12wsxcde3 zaq1zaq1zaq1 q1w2e3r4t5 q1w2e3r4t5y6
  qazwsxedcrfv qazwsxedc123 qwer1234asdf qwerasdfzxcv asdf1234qwer 1234qwerasdf qwe123asd456 1234567890qwertyuiop
  a1b2c3d4e5 a1b2c3d4e5f6 abc123abc123 123abc456def abcd1234efgh aa12345678 aaa1234567 123456789a 1234567890a
  123456789q 1234567890q 987654321a asdfghjkl1 asdfghjkl; qwertyuiop[] poiuytrewq lkjhgfdsa1 mnbvcxz123 0987654321
  1029384756 5647382910 3141592653 3141592654 3.14159265 2718281828 1123581321 0123456789 9876543210 1212121212
  1231231231 1234512345 1122334455 1357924680 2468013579 147258369a 147258369147 159753159753 7894561230 123654789a
  741852963a fuckyou123 fuckyou1234 trustno1trustno1 ncc1701ncc1701 thx1138thx1138 myspace1234 iloveyou12 ihateyou12
  letmein123 p@ssw0rd123 passw0rd1234 pa$$w0rd123 drowssap12 drowssap123 nothing123 noneofyourbusiness opensesame
  opensesame1 tobeornottobe maytheforcebewithyou winteriscoming youshallnotpass`.split(/\s+/),
);
