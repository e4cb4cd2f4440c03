-- What verifying the passwords costs that were not hashed here, and how: everything of a hash but its salt and digest.
-- Empty, and as cheap to ask, where nobody was brought along from another system.
create index person_foreign_password on person ((substring(password_hash from '^(.*)[$][^$]*[$][^$]*$')))
  where password_hash is not null and password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%';
