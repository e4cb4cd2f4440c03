// Written by scripts/generate-weaknesses.js; do not edit.
// Copyright The MITRE Corporation; Common Weakness Enumeration, https://cwe.mitre.org/about/termsofuse.html
export const cweVersion = '4.17';
export const cweDate = '2025-04-03';
/** One weakness a line: number, usage (a allowed, r with review, d discouraged, p prohibited), name. */
export const cweLines = `
5 a J2EE Misconfiguration: Data Transmission Without Encryption
6 a J2EE Misconfiguration: Insufficient Session-ID Length
7 a J2EE Misconfiguration: Missing Custom Error Page
8 a J2EE Misconfiguration: Entity Bean Declared Remote
9 a J2EE Misconfiguration: Weak Access Permissions for EJB Methods
11 a ASP.NET Misconfiguration: Creating Debug Binary
12 a ASP.NET Misconfiguration: Missing Custom Error Page
13 a ASP.NET Misconfiguration: Password in Configuration File
14 a Compiler Removal of Code to Clear Buffers
15 a External Control of System or Configuration Setting
20 d Improper Input Validation
22 a Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')
23 a Relative Path Traversal
24 a Path Traversal: '../filedir'
25 a Path Traversal: '/../filedir'
26 a Path Traversal: '/dir/../filename'
27 a Path Traversal: 'dir/../../filename'
28 a Path Traversal: '..\\filedir'
29 a Path Traversal: '\\..\\filename'
30 a Path Traversal: '\\dir\\..\\filename'
31 a Path Traversal: 'dir\\..\\..\\filename'
32 a Path Traversal: '...' (Triple Dot)
33 a Path Traversal: '....' (Multiple Dot)
34 a Path Traversal: '....//'
35 a Path Traversal: '.../...//'
36 a Absolute Path Traversal
37 a Path Traversal: '/absolute/pathname/here'
38 a Path Traversal: '\\absolute\\pathname\\here'
39 a Path Traversal: 'C:dirname'
40 a Path Traversal: '\\\\UNC\\share\\name\\' (Windows UNC Share)
41 a Improper Resolution of Path Equivalence
42 a Path Equivalence: 'filename.' (Trailing Dot)
43 a Path Equivalence: 'filename....' (Multiple Trailing Dot)
44 a Path Equivalence: 'file.name' (Internal Dot)
45 a Path Equivalence: 'file...name' (Multiple Internal Dot)
46 a Path Equivalence: 'filename ' (Trailing Space)
47 a Path Equivalence: ' filename' (Leading Space)
48 a Path Equivalence: 'file name' (Internal Whitespace)
49 a Path Equivalence: 'filename/' (Trailing Slash)
50 a Path Equivalence: '//multiple/leading/slash'
51 a Path Equivalence: '/multiple//internal/slash'
52 a Path Equivalence: '/multiple/trailing/slash//'
53 a Path Equivalence: '\\multiple\\\\internal\\backslash'
54 a Path Equivalence: 'filedir\\' (Trailing Backslash)
55 a Path Equivalence: '/./' (Single Dot Directory)
56 a Path Equivalence: 'filedir*' (Wildcard)
57 a Path Equivalence: 'fakedir/../realdir/filename'
58 a Path Equivalence: Windows 8.3 Filename
59 a Improper Link Resolution Before File Access ('Link Following')
61 a UNIX Symbolic Link (Symlink) Following
62 a UNIX Hard Link
64 a Windows Shortcut Following (.LNK)
65 a Windows Hard Link
66 a Improper Handling of File Names that Identify Virtual Resources
67 a Improper Handling of Windows Device Names
69 a Improper Handling of Windows ::DATA Alternate Data Stream
72 a Improper Handling of Apple HFS+ Alternate Data Stream Path
73 a External Control of File Name or Path
74 d Improper Neutralization of Special Elements in Output Used by a Downstream Component ('Injection')
75 d Failure to Sanitize Special Elements into a Different Plane (Special Element Injection)
76 a Improper Neutralization of Equivalent Special Elements
77 r Improper Neutralization of Special Elements used in a Command ('Command Injection')
78 a Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')
79 a Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')
80 a Improper Neutralization of Script-Related HTML Tags in a Web Page (Basic XSS)
81 a Improper Neutralization of Script in an Error Message Web Page
82 a Improper Neutralization of Script in Attributes of IMG Tags in a Web Page
83 a Improper Neutralization of Script in Attributes in a Web Page
84 a Improper Neutralization of Encoded URI Schemes in a Web Page
85 a Doubled Character XSS Manipulations
86 a Improper Neutralization of Invalid Characters in Identifiers in Web Pages
87 a Improper Neutralization of Alternate XSS Syntax
88 a Improper Neutralization of Argument Delimiters in a Command ('Argument Injection')
89 a Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')
90 a Improper Neutralization of Special Elements used in an LDAP Query ('LDAP Injection')
91 a XML Injection (aka Blind XPath Injection)
93 a Improper Neutralization of CRLF Sequences ('CRLF Injection')
94 r Improper Control of Generation of Code ('Code Injection')
95 a Improper Neutralization of Directives in Dynamically Evaluated Code ('Eval Injection')
96 a Improper Neutralization of Directives in Statically Saved Code ('Static Code Injection')
97 a Improper Neutralization of Server-Side Includes (SSI) Within a Web Page
98 a Improper Control of Filename for Include/Require Statement in PHP Program ('PHP Remote File Inclusion')
99 r Improper Control of Resource Identifiers ('Resource Injection')
102 a Struts: Duplicate Validation Forms
103 a Struts: Incomplete validate() Method Definition
104 a Struts: Form Bean Does Not Extend Validation Class
105 a Struts: Form Field Without Validator
106 a Struts: Plug-in Framework not in Use
107 a Struts: Unused Validation Form
108 a Struts: Unvalidated Action Form
109 a Struts: Validator Turned Off
110 a Struts: Validator Without Form Field
111 a Direct Use of Unsafe JNI
112 a Missing XML Validation
113 a Improper Neutralization of CRLF Sequences in HTTP Headers ('HTTP Request/Response Splitting')
114 d Process Control
115 a Misinterpretation of Input
116 r Improper Encoding or Escaping of Output
117 a Improper Output Neutralization for Logs
118 d Incorrect Access of Indexable Resource ('Range Error')
119 d Improper Restriction of Operations within the Bounds of a Memory Buffer
120 r Buffer Copy without Checking Size of Input ('Classic Buffer Overflow')
121 a Stack-based Buffer Overflow
122 a Heap-based Buffer Overflow
123 a Write-what-where Condition
124 a Buffer Underwrite ('Buffer Underflow')
125 a Out-of-bounds Read
126 a Buffer Over-read
127 a Buffer Under-read
128 a Wrap-around Error
129 a Improper Validation of Array Index
130 a Improper Handling of Length Parameter Inconsistency
131 a Incorrect Calculation of Buffer Size
134 a Use of Externally-Controlled Format String
135 a Incorrect Calculation of Multi-Byte String Length
138 d Improper Neutralization of Special Elements
140 a Improper Neutralization of Delimiters
141 a Improper Neutralization of Parameter/Argument Delimiters
142 a Improper Neutralization of Value Delimiters
143 a Improper Neutralization of Record Delimiters
144 a Improper Neutralization of Line Delimiters
145 a Improper Neutralization of Section Delimiters
146 a Improper Neutralization of Expression/Command Delimiters
147 a Improper Neutralization of Input Terminators
148 a Improper Neutralization of Input Leaders
149 a Improper Neutralization of Quoting Syntax
150 a Improper Neutralization of Escape, Meta, or Control Sequences
151 a Improper Neutralization of Comment Delimiters
152 a Improper Neutralization of Macro Symbols
153 a Improper Neutralization of Substitution Characters
154 a Improper Neutralization of Variable Name Delimiters
155 a Improper Neutralization of Wildcards or Matching Symbols
156 a Improper Neutralization of Whitespace
157 a Failure to Sanitize Paired Delimiters
158 a Improper Neutralization of Null Byte or NUL Character
159 r Improper Handling of Invalid Use of Special Elements
160 a Improper Neutralization of Leading Special Elements
161 a Improper Neutralization of Multiple Leading Special Elements
162 a Improper Neutralization of Trailing Special Elements
163 a Improper Neutralization of Multiple Trailing Special Elements
164 a Improper Neutralization of Internal Special Elements
165 a Improper Neutralization of Multiple Internal Special Elements
166 a Improper Handling of Missing Special Element
167 a Improper Handling of Additional Special Element
168 a Improper Handling of Inconsistent Special Elements
170 a Improper Null Termination
172 r Encoding Error
173 a Improper Handling of Alternate Encoding
174 a Double Decoding of the Same Data
175 a Improper Handling of Mixed Encoding
176 a Improper Handling of Unicode Encoding
177 a Improper Handling of URL Encoding (Hex Encoding)
178 a Improper Handling of Case Sensitivity
179 a Incorrect Behavior Order: Early Validation
180 a Incorrect Behavior Order: Validate Before Canonicalize
181 a Incorrect Behavior Order: Validate Before Filter
182 a Collapse of Data into Unsafe Value
183 a Permissive List of Allowed Inputs
184 a Incomplete List of Disallowed Inputs
185 r Incorrect Regular Expression
186 a Overly Restrictive Regular Expression
187 a Partial String Comparison
188 a Reliance on Data/Memory Layout
190 a Integer Overflow or Wraparound
191 a Integer Underflow (Wrap or Wraparound)
192 a Integer Coercion Error
193 a Off-by-one Error
194 a Unexpected Sign Extension
195 a Signed to Unsigned Conversion Error
196 a Unsigned to Signed Conversion Error
197 a Numeric Truncation Error
198 a Use of Incorrect Byte Ordering
200 d Exposure of Sensitive Information to an Unauthorized Actor
201 a Insertion of Sensitive Information Into Sent Data
202 a Exposure of Sensitive Information Through Data Queries
203 a Observable Discrepancy
204 a Observable Response Discrepancy
205 a Observable Behavioral Discrepancy
206 a Observable Internal Behavioral Discrepancy
207 a Observable Behavioral Discrepancy With Equivalent Products
208 a Observable Timing Discrepancy
209 a Generation of Error Message Containing Sensitive Information
210 a Self-generated Error Message Containing Sensitive Information
211 a Externally-Generated Error Message Containing Sensitive Information
212 a Improper Removal of Sensitive Information Before Storage or Transfer
213 a Exposure of Sensitive Information Due to Incompatible Policies
214 a Invocation of Process Using Visible Sensitive Information
215 a Insertion of Sensitive Information Into Debugging Code
219 a Storage of File with Sensitive Data Under Web Root
220 a Storage of File With Sensitive Data Under FTP Root
221 r Information Loss or Omission
222 a Truncation of Security-relevant Information
223 a Omission of Security-relevant Information
224 a Obscured Security-relevant Information by Alternate Name
226 a Sensitive Information in Resource Not Removed Before Reuse
228 r Improper Handling of Syntactically Invalid Structure
229 a Improper Handling of Values
230 a Improper Handling of Missing Values
231 a Improper Handling of Extra Values
232 a Improper Handling of Undefined Values
233 a Improper Handling of Parameters
234 d Failure to Handle Missing Parameter
235 a Improper Handling of Extra Parameters
236 a Improper Handling of Undefined Parameters
237 a Improper Handling of Structural Elements
238 a Improper Handling of Incomplete Structural Elements
239 a Failure to Handle Incomplete Element
240 a Improper Handling of Inconsistent Structural Elements
241 a Improper Handling of Unexpected Data Type
242 a Use of Inherently Dangerous Function
243 a Creation of chroot Jail Without Changing Working Directory
244 a Improper Clearing of Heap Memory Before Release ('Heap Inspection')
245 a J2EE Bad Practices: Direct Management of Connections
246 a J2EE Bad Practices: Direct Use of Sockets
248 a Uncaught Exception
250 a Execution with Unnecessary Privileges
252 a Unchecked Return Value
253 a Incorrect Check of Function Return Value
256 a Plaintext Storage of a Password
257 a Storing Passwords in a Recoverable Format
258 a Empty Password in Configuration File
259 a Use of Hard-coded Password
260 a Password in Configuration File
261 a Weak Encoding for Password
262 a Not Using Password Aging
263 a Password Aging with Long Expiration
266 a Incorrect Privilege Assignment
267 a Privilege Defined With Unsafe Actions
268 a Privilege Chaining
269 d Improper Privilege Management
270 a Privilege Context Switching Error
271 r Privilege Dropping / Lowering Errors
272 a Least Privilege Violation
273 a Improper Check for Dropped Privileges
274 d Improper Handling of Insufficient Privileges
276 a Incorrect Default Permissions
277 a Insecure Inherited Permissions
278 a Insecure Preserved Inherited Permissions
279 a Incorrect Execution-Assigned Permissions
280 a Improper Handling of Insufficient Permissions or Privileges
281 a Improper Preservation of Permissions
282 r Improper Ownership Management
283 a Unverified Ownership
284 d Improper Access Control
285 d Improper Authorization
286 r Incorrect User Management
287 d Improper Authentication
288 a Authentication Bypass Using an Alternate Path or Channel
289 a Authentication Bypass by Alternate Name
290 a Authentication Bypass by Spoofing
291 a Reliance on IP Address for Authentication
293 a Using Referer Field for Authentication
294 a Authentication Bypass by Capture-replay
295 a Improper Certificate Validation
296 a Improper Following of a Certificate's Chain of Trust
297 a Improper Validation of Certificate with Host Mismatch
298 a Improper Validation of Certificate Expiration
299 a Improper Check for Certificate Revocation
300 d Channel Accessible by Non-Endpoint
301 a Reflection Attack in an Authentication Protocol
302 a Authentication Bypass by Assumed-Immutable Data
303 a Incorrect Implementation of Authentication Algorithm
304 a Missing Critical Step in Authentication
305 a Authentication Bypass by Primary Weakness
306 a Missing Authentication for Critical Function
307 a Improper Restriction of Excessive Authentication Attempts
308 a Use of Single-factor Authentication
309 a Use of Password System for Primary Authentication
311 d Missing Encryption of Sensitive Data
312 a Cleartext Storage of Sensitive Information
313 a Cleartext Storage in a File or on Disk
314 a Cleartext Storage in the Registry
315 a Cleartext Storage of Sensitive Information in a Cookie
316 a Cleartext Storage of Sensitive Information in Memory
317 a Cleartext Storage of Sensitive Information in GUI
318 a Cleartext Storage of Sensitive Information in Executable
319 a Cleartext Transmission of Sensitive Information
321 a Use of Hard-coded Cryptographic Key
322 a Key Exchange without Entity Authentication
323 a Reusing a Nonce, Key Pair in Encryption
324 a Use of a Key Past its Expiration Date
325 a Missing Cryptographic Step
326 r Inadequate Encryption Strength
327 r Use of a Broken or Risky Cryptographic Algorithm
328 a Use of Weak Hash
329 a Generation of Predictable IV with CBC Mode
330 d Use of Insufficiently Random Values
331 a Insufficient Entropy
332 a Insufficient Entropy in PRNG
333 a Improper Handling of Insufficient Entropy in TRNG
334 a Small Space of Random Values
335 a Incorrect Usage of Seeds in Pseudo-Random Number Generator (PRNG)
336 a Same Seed in Pseudo-Random Number Generator (PRNG)
337 a Predictable Seed in Pseudo-Random Number Generator (PRNG)
338 a Use of Cryptographically Weak Pseudo-Random Number Generator (PRNG)
339 a Small Seed Space in PRNG
340 r Generation of Predictable Numbers or Identifiers
341 a Predictable from Observable State
342 a Predictable Exact Value from Previous Values
343 a Predictable Value Range from Previous Values
344 a Use of Invariant Value in Dynamically Changing Context
345 d Insufficient Verification of Data Authenticity
346 r Origin Validation Error
347 a Improper Verification of Cryptographic Signature
348 a Use of Less Trusted Source
349 a Acceptance of Extraneous Untrusted Data With Trusted Data
350 a Reliance on Reverse DNS Resolution for a Security-Critical Action
351 a Insufficient Type Distinction
352 a Cross-Site Request Forgery (CSRF)
353 a Missing Support for Integrity Check
354 a Improper Validation of Integrity Check Value
356 a Product UI does not Warn User of Unsafe Actions
357 a Insufficient UI Warning of Dangerous Operations
358 a Improperly Implemented Security Check for Standard
359 a Exposure of Private Personal Information to an Unauthorized Actor
360 a Trust of System Event Data
362 r Concurrent Execution using Shared Resource with Improper Synchronization ('Race Condition')
363 a Race Condition Enabling Link Following
364 a Signal Handler Race Condition
366 a Race Condition within a Thread
367 a Time-of-check Time-of-use (TOCTOU) Race Condition
368 a Context Switching Race Condition
369 a Divide By Zero
370 a Missing Check for Certificate Revocation after Initial Check
372 d Incomplete Internal State Distinction
374 a Passing Mutable Objects to an Untrusted Method
375 a Returning a Mutable Object to an Untrusted Caller
377 r Insecure Temporary File
378 a Creation of Temporary File With Insecure Permissions
379 a Creation of Temporary File in Directory with Insecure Permissions
382 a J2EE Bad Practices: Use of System.exit()
383 a J2EE Bad Practices: Direct Use of Threads
384 a Session Fixation
385 a Covert Timing Channel
386 a Symbolic Name not Mapping to Correct Object
390 a Detection of Error Condition Without Action
391 p Unchecked Error Condition
392 a Missing Report of Error Condition
393 a Return of Wrong Status Code
394 a Unexpected Status Code or Return Value
395 a Use of NullPointerException Catch to Detect NULL Pointer Dereference
396 a Declaration of Catch for Generic Exception
397 a Declaration of Throws for Generic Exception
400 d Uncontrolled Resource Consumption
401 a Missing Release of Memory after Effective Lifetime
402 r Transmission of Private Resources into a New Sphere ('Resource Leak')
403 a Exposure of File Descriptor to Unintended Control Sphere ('File Descriptor Leak')
404 r Improper Resource Shutdown or Release
405 r Asymmetric Resource Consumption (Amplification)
406 r Insufficient Control of Network Message Volume (Network Amplification)
407 r Inefficient Algorithmic Complexity
408 a Incorrect Behavior Order: Early Amplification
409 a Improper Handling of Highly Compressed Data (Data Amplification)
410 a Insufficient Resource Pool
412 a Unrestricted Externally Accessible Lock
413 a Improper Resource Locking
414 a Missing Lock Check
415 a Double Free
416 a Use After Free
419 a Unprotected Primary Channel
420 a Unprotected Alternate Channel
421 a Race Condition During Access to Alternate Channel
422 a Unprotected Windows Messaging Channel ('Shatter')
424 r Improper Protection of Alternate Path
425 a Direct Request ('Forced Browsing')
426 r Untrusted Search Path
427 r Uncontrolled Search Path Element
428 a Unquoted Search Path or Element
430 a Deployment of Wrong Handler
431 a Missing Handler
432 a Dangerous Signal Handler not Disabled During Sensitive Operations
433 a Unparsed Raw Web Content Delivery
434 a Unrestricted Upload of File with Dangerous Type
435 d Improper Interaction Between Multiple Correctly-Behaving Entities
436 r Interpretation Conflict
437 a Incomplete Model of Endpoint Features
439 a Behavioral Change in New Version or Environment
440 a Expected Behavior Violation
441 r Unintended Proxy or Intermediary ('Confused Deputy')
444 a Inconsistent Interpretation of HTTP Requests ('HTTP Request/Response Smuggling')
446 r UI Discrepancy for Security Feature
447 a Unimplemented or Unsupported Feature in UI
448 a Obsolete Feature in UI
449 a The UI Performs the Wrong Action
450 a Multiple Interpretations of UI Input
451 r User Interface (UI) Misrepresentation of Critical Information
453 a Insecure Default Variable Initialization
454 a External Initialization of Trusted Variables or Data Stores
455 a Non-exit on Failed Initialization
456 a Missing Initialization of a Variable
457 a Use of Uninitialized Variable
459 a Incomplete Cleanup
460 a Improper Cleanup on Thrown Exception
462 a Duplicate Key in Associative List (Alist)
463 a Deletion of Data Structure Sentinel
464 a Addition of Data Structure Sentinel
466 a Return of Pointer Value Outside of Expected Range
467 a Use of sizeof() on a Pointer Type
468 a Incorrect Pointer Scaling
469 a Use of Pointer Subtraction to Determine Size
470 a Use of Externally-Controlled Input to Select Classes or Code ('Unsafe Reflection')
471 a Modification of Assumed-Immutable Data (MAID)
472 a External Control of Assumed-Immutable Web Parameter
473 a PHP External Variable Modification
474 a Use of Function with Inconsistent Implementations
475 a Undefined Behavior for Input to API
476 a NULL Pointer Dereference
477 a Use of Obsolete Function
478 a Missing Default Case in Multiple Condition Expression
479 a Signal Handler Use of a Non-reentrant Function
480 a Use of Incorrect Operator
481 a Assigning instead of Comparing
482 a Comparing instead of Assigning
483 a Incorrect Block Delimitation
484 a Omitted Break Statement in Switch
486 a Comparison of Classes by Name
487 a Reliance on Package-level Scope
488 a Exposure of Data Element to Wrong Session
489 a Active Debug Code
491 a Public cloneable() Method Without Final ('Object Hijack')
492 a Use of Inner Class Containing Sensitive Data
493 a Critical Public Variable Without Final Modifier
494 a Download of Code Without Integrity Check
495 a Private Data Structure Returned From A Public Method
496 a Public Data Assigned to Private Array-Typed Field
497 a Exposure of Sensitive System Information to an Unauthorized Control Sphere
498 a Cloneable Class Containing Sensitive Information
499 a Serializable Class Containing Sensitive Data
500 a Public Static Field Not Marked Final
501 a Trust Boundary Violation
502 a Deserialization of Untrusted Data
506 r Embedded Malicious Code
507 a Trojan Horse
508 a Non-Replicating Malicious Code
509 a Replicating Malicious Code (Virus or Worm)
510 a Trapdoor
511 a Logic/Time Bomb
512 a Spyware
514 r Covert Channel
515 a Covert Storage Channel
520 a .NET Misconfiguration: Use of Impersonation
521 a Weak Password Requirements
522 r Insufficiently Protected Credentials
523 a Unprotected Transport of Credentials
524 a Use of Cache Containing Sensitive Information
525 a Use of Web Browser Cache Containing Sensitive Information
526 a Cleartext Storage of Sensitive Information in an Environment Variable
527 a Exposure of Version-Control Repository to an Unauthorized Control Sphere
528 a Exposure of Core Dump File to an Unauthorized Control Sphere
529 a Exposure of Access Control List Files to an Unauthorized Control Sphere
530 a Exposure of Backup File to an Unauthorized Control Sphere
531 a Inclusion of Sensitive Information in Test Code
532 a Insertion of Sensitive Information into Log File
535 a Exposure of Information Through Shell Error Message
536 a Servlet Runtime Error Message Containing Sensitive Information
537 a Java Runtime Error Message Containing Sensitive Information
538 a Insertion of Sensitive Information into Externally-Accessible File or Directory
539 a Use of Persistent Cookies Containing Sensitive Information
540 a Inclusion of Sensitive Information in Source Code
541 a Inclusion of Sensitive Information in an Include File
543 a Use of Singleton Pattern Without Synchronization in a Multithreaded Context
544 a Missing Standardized Error Handling Mechanism
546 a Suspicious Comment
547 a Use of Hard-coded, Security-relevant Constants
548 a Exposure of Information Through Directory Listing
549 a Missing Password Field Masking
550 a Server-generated Error Message Containing Sensitive Information
551 a Incorrect Behavior Order: Authorization Before Parsing and Canonicalization
552 a Files or Directories Accessible to External Parties
553 a Command Shell in Externally Accessible Directory
554 a ASP.NET Misconfiguration: Not Using Input Validation Framework
555 a J2EE Misconfiguration: Plaintext Password in Configuration File
556 a ASP.NET Misconfiguration: Use of Identity Impersonation
558 a Use of getlogin() in Multithreaded Application
560 a Use of umask() with chmod-style Argument
561 a Dead Code
562 a Return of Stack Variable Address
563 a Assignment to Variable without Use
564 a SQL Injection: Hibernate
565 a Reliance on Cookies without Validation and Integrity Checking
566 a Authorization Bypass Through User-Controlled SQL Primary Key
567 a Unsynchronized Access to Shared Data in a Multithreaded Context
568 a finalize() Method Without super.finalize()
570 a Expression is Always False
571 a Expression is Always True
572 a Call to Thread run() instead of start()
573 r Improper Following of Specification by Caller
574 a EJB Bad Practices: Use of Synchronization Primitives
575 a EJB Bad Practices: Use of AWT Swing
576 a EJB Bad Practices: Use of Java I/O
577 a EJB Bad Practices: Use of Sockets
578 a EJB Bad Practices: Use of Class Loader
579 a J2EE Bad Practices: Non-serializable Object Stored in Session
580 a clone() Method Without super.clone()
581 a Object Model Violation: Just One of Equals and Hashcode Defined
582 a Array Declared Public, Final, and Static
583 a finalize() Method Declared Public
584 a Return Inside Finally Block
585 a Empty Synchronized Block
586 a Explicit Call to Finalize()
587 a Assignment of a Fixed Address to a Pointer
588 a Attempt to Access Child of a Non-structure Pointer
589 a Call to Non-ubiquitous API
590 a Free of Memory not on the Heap
591 a Sensitive Data Storage in Improperly Locked Memory
593 a Authentication Bypass: OpenSSL CTX Object Modified after SSL Objects are Created
594 a J2EE Framework: Saving Unserializable Objects to Disk
595 a Comparison of Object References Instead of Object Contents
597 a Use of Wrong Operator in String Comparison
598 a Use of GET Request Method With Sensitive Query Strings
599 a Missing Validation of OpenSSL Certificate
600 a Uncaught Exception in Servlet
601 a URL Redirection to Untrusted Site ('Open Redirect')
602 r Client-Side Enforcement of Server-Side Security
603 a Use of Client-Side Authentication
605 a Multiple Binds to the Same Port
606 a Unchecked Input for Loop Condition
607 a Public Static Final Field References Mutable Object
608 a Struts: Non-private Field in ActionForm Class
609 a Double-Checked Locking
610 d Externally Controlled Reference to a Resource in Another Sphere
611 a Improper Restriction of XML External Entity Reference
612 a Improper Authorization of Index Containing Sensitive Information
613 a Insufficient Session Expiration
614 a Sensitive Cookie in HTTPS Session Without 'Secure' Attribute
615 a Inclusion of Sensitive Information in Source Code Comments
616 a Incomplete Identification of Uploaded File Variables (PHP)
617 a Reachable Assertion
618 a Exposed Unsafe ActiveX Method
619 a Dangling Database Cursor ('Cursor Injection')
620 a Unverified Password Change
621 a Variable Extraction Error
622 a Improper Validation of Function Hook Arguments
623 a Unsafe ActiveX Control Marked Safe For Scripting
624 a Executable Regular Expression Error
625 a Permissive Regular Expression
626 a Null Byte Interaction Error (Poison Null Byte)
627 a Dynamic Variable Evaluation
628 a Function Call with Incorrectly Specified Arguments
636 r Not Failing Securely ('Failing Open')
637 r Unnecessary Complexity in Protection Mechanism (Not Using 'Economy of Mechanism')
638 r Not Using Complete Mediation
639 a Authorization Bypass Through User-Controlled Key
640 r Weak Password Recovery Mechanism for Forgotten Password
641 a Improper Restriction of Names for Files and Other Resources
642 r External Control of Critical State Data
643 a Improper Neutralization of Data within XPath Expressions ('XPath Injection')
644 a Improper Neutralization of HTTP Headers for Scripting Syntax
645 a Overly Restrictive Account Lockout Mechanism
646 a Reliance on File Name or Extension of Externally-Supplied File
647 a Use of Non-Canonical URL Paths for Authorization Decisions
648 a Incorrect Use of Privileged APIs
649 a Reliance on Obfuscation or Encryption of Security-Relevant Inputs without Integrity Checking
650 a Trusting HTTP Permission Methods on the Server Side
651 a Exposure of WSDL File Containing Sensitive Information
652 a Improper Neutralization of Data within XQuery Expressions ('XQuery Injection')
653 a Improper Isolation or Compartmentalization
654 a Reliance on a Single Factor in a Security Decision
655 r Insufficient Psychological Acceptability
656 r Reliance on Security Through Obscurity
657 d Violation of Secure Design Principles
662 d Improper Synchronization
663 a Use of a Non-reentrant Function in a Concurrent Context
664 d Improper Control of a Resource Through its Lifetime
665 d Improper Initialization
666 d Operation on Resource in Wrong Phase of Lifetime
667 r Improper Locking
668 d Exposure of Resource to Wrong Sphere
669 r Incorrect Resource Transfer Between Spheres
670 r Always-Incorrect Control Flow Implementation
671 r Lack of Administrator Control over Security
672 r Operation on a Resource after Expiration or Release
673 r External Influence of Sphere Definition
674 r Uncontrolled Recursion
675 r Multiple Operations on Resource in Single-Operation Context
676 a Use of Potentially Dangerous Function
680 d Integer Overflow to Buffer Overflow
681 a Incorrect Conversion between Numeric Types
682 d Incorrect Calculation
683 a Function Call With Incorrect Order of Arguments
684 r Incorrect Provision of Specified Functionality
685 a Function Call With Incorrect Number of Arguments
686 a Function Call With Incorrect Argument Type
687 a Function Call With Incorrectly Specified Argument Value
688 a Function Call With Incorrect Variable or Reference as Argument
689 a Permission Race Condition During Resource Copy
690 d Unchecked Return Value to NULL Pointer Dereference
691 d Insufficient Control Flow Management
692 d Incomplete Denylist to Cross-Site Scripting
693 d Protection Mechanism Failure
694 a Use of Multiple Resources with Duplicate Identifier
695 a Use of Low-Level Functionality
696 r Incorrect Behavior Order
697 d Incorrect Comparison
698 a Execution After Redirect (EAR)
703 d Improper Check or Handling of Exceptional Conditions
704 r Incorrect Type Conversion or Cast
705 r Incorrect Control Flow Scoping
706 r Use of Incorrectly-Resolved Name or Reference
707 d Improper Neutralization
708 a Incorrect Ownership Assignment
710 d Improper Adherence to Coding Standards
732 r Incorrect Permission Assignment for Critical Resource
733 a Compiler Optimization Removal or Modification of Security-critical Code
749 a Exposed Dangerous Method or Function
754 r Improper Check for Unusual or Exceptional Conditions
755 d Improper Handling of Exceptional Conditions
756 a Missing Custom Error Page
757 a Selection of Less-Secure Algorithm During Negotiation ('Algorithm Downgrade')
758 r Reliance on Undefined, Unspecified, or Implementation-Defined Behavior
759 a Use of a One-Way Hash without a Salt
760 a Use of a One-Way Hash with a Predictable Salt
761 a Free of Pointer not at Start of Buffer
762 a Mismatched Memory Management Routines
763 a Release of Invalid Pointer or Reference
764 a Multiple Locks of a Critical Resource
765 a Multiple Unlocks of a Critical Resource
766 a Critical Data Element Declared Public
767 a Access to Critical Private Variable via Public Method
768 a Incorrect Short Circuit Evaluation
770 a Allocation of Resources Without Limits or Throttling
771 a Missing Reference to Active Allocated Resource
772 a Missing Release of Resource after Effective Lifetime
773 a Missing Reference to Active File Descriptor or Handle
774 a Allocation of File Descriptors or Handles Without Limits or Throttling
775 a Missing Release of File Descriptor or Handle after Effective Lifetime
776 a Improper Restriction of Recursive Entity References in DTDs ('XML Entity Expansion')
777 a Regular Expression without Anchors
778 a Insufficient Logging
779 a Logging of Excessive Data
780 a Use of RSA Algorithm without OAEP
781 a Improper Address Validation in IOCTL with METHOD_NEITHER I/O Control Code
782 a Exposed IOCTL with Insufficient Access Control
783 a Operator Precedence Logic Error
784 a Reliance on Cookies without Validation and Integrity Checking in a Security Decision
785 a Use of Path Manipulation Function without Maximum-sized Buffer
786 d Access of Memory Location Before Start of Buffer
787 a Out-of-bounds Write
788 d Access of Memory Location After End of Buffer
789 a Memory Allocation with Excessive Size Value
790 r Improper Filtering of Special Elements
791 a Incomplete Filtering of Special Elements
792 a Incomplete Filtering of One or More Instances of Special Elements
793 a Only Filtering One Instance of a Special Element
794 a Incomplete Filtering of Multiple Instances of Special Elements
795 a Only Filtering Special Elements at a Specified Location
796 a Only Filtering Special Elements Relative to a Marker
797 a Only Filtering Special Elements at an Absolute Position
798 a Use of Hard-coded Credentials
799 r Improper Control of Interaction Frequency
804 a Guessable CAPTCHA
805 a Buffer Access with Incorrect Length Value
806 a Buffer Access Using Size of Source Buffer
807 a Reliance on Untrusted Inputs in a Security Decision
820 a Missing Synchronization
821 a Incorrect Synchronization
822 a Untrusted Pointer Dereference
823 a Use of Out-of-range Pointer Offset
824 a Access of Uninitialized Pointer
825 a Expired Pointer Dereference
826 a Premature Release of Resource During Expected Lifetime
827 a Improper Control of Document Type Definition
828 a Signal Handler with Functionality that is not Asynchronous-Safe
829 a Inclusion of Functionality from Untrusted Control Sphere
830 a Inclusion of Web Functionality from an Untrusted Source
831 a Signal Handler Function Associated with Multiple Signals
832 a Unlock of a Resource that is not Locked
833 a Deadlock
834 d Excessive Iteration
835 a Loop with Unreachable Exit Condition ('Infinite Loop')
836 a Use of Password Hash Instead of Password for Authentication
837 a Improper Enforcement of a Single, Unique Action
838 a Inappropriate Encoding for Output Context
839 a Numeric Range Comparison Without Minimum Check
841 a Improper Enforcement of Behavioral Workflow
842 a Placement of User into Incorrect Group
843 a Access of Resource Using Incompatible Type ('Type Confusion')
862 r Missing Authorization
863 r Incorrect Authorization
908 a Use of Uninitialized Resource
909 r Missing Initialization of Resource
910 a Use of Expired File Descriptor
911 a Improper Update of Reference Count
912 r Hidden Functionality
913 r Improper Control of Dynamically-Managed Code Resources
914 a Improper Control of Dynamically-Identified Variables
915 a Improperly Controlled Modification of Dynamically-Determined Object Attributes
916 a Use of Password Hash With Insufficient Computational Effort
917 a Improper Neutralization of Special Elements used in an Expression Language Statement ('Expression Language Injection')
918 a Server-Side Request Forgery (SSRF)
920 a Improper Restriction of Power Consumption
921 a Storage of Sensitive Data in a Mechanism without Access Control
922 r Insecure Storage of Sensitive Information
923 r Improper Restriction of Communication Channel to Intended Endpoints
924 a Improper Enforcement of Message Integrity During Transmission in a Communication Channel
925 a Improper Verification of Intent by Broadcast Receiver
926 a Improper Export of Android Application Components
927 a Use of Implicit Intent for Sensitive Communication
939 a Improper Authorization in Handler for Custom URL Scheme
940 a Improper Verification of Source of a Communication Channel
941 a Incorrectly Specified Destination in a Communication Channel
942 a Permissive Cross-domain Policy with Untrusted Domains
943 r Improper Neutralization of Special Elements in Data Query Logic
1004 a Sensitive Cookie Without 'HttpOnly' Flag
1007 a Insufficient Visual Distinction of Homoglyphs Presented to User
1021 a Improper Restriction of Rendered UI Layers or Frames
1022 a Use of Web Link to Untrusted Target with window.opener Access
1023 r Incomplete Comparison with Missing Factors
1024 a Comparison of Incompatible Types
1025 a Comparison Using Wrong Factors
1037 a Processor Optimization Removal or Modification of Security-critical Code
1038 r Insecure Automated Optimizations
1039 r Inadequate Detection or Handling of Adversarial Input Perturbations in Automated Recognition Mechanism
1041 p Use of Redundant Code
1042 p Static Member Data Element outside of a Singleton Class Element
1043 p Data Element Aggregating an Excessively Large Number of Non-Primitive Elements
1044 p Architecture with Number of Horizontal Layers Outside of Expected Range
1045 a Parent Class with a Virtual Destructor and a Child Class without a Virtual Destructor
1046 a Creation of Immutable Text Using String Concatenation
1047 p Modules with Circular Dependencies
1048 p Invokable Control Element with Large Number of Outward Calls
1049 a Excessive Data Query Operations in a Large Data Table
1050 a Excessive Platform Resource Consumption within a Loop
1051 p Initialization with Hard-Coded Network Resource Configuration Data
1052 a Excessive Use of Hard-Coded Literals in Initialization
1053 p Missing Documentation for Design
1054 p Invocation of a Control Element at an Unnecessarily Deep Horizontal Layer
1055 p Multiple Inheritance from Concrete Classes
1056 p Invokable Control Element with Variadic Parameters
1057 p Data Access Operations Outside of Expected Data Manager Component
1058 a Invokable Control Element in Multi-Thread Context with non-Final Static Storable or Member Element
1059 p Insufficient Technical Documentation
1060 p Excessive Number of Inefficient Server-Side Data Accesses
1061 r Insufficient Encapsulation
1062 p Parent Class with References to Child Class
1063 p Creation of Class Instance within a Static Code Block
1064 p Invokable Control Element with Signature Containing an Excessive Number of Parameters
1065 p Runtime Resource Management Control Element in a Component Built to Run on Application Servers
1066 p Missing Serialization Control Element
1067 a Excessive Execution of Sequential Searches of Data Resource
1068 p Inconsistency Between Implementation and Documented Design
1069 p Empty Exception Block
1070 p Serializable Data Element Containing non-Serializable Item Elements
1071 a Empty Code Block
1072 p Data Resource Access without Use of Connection Pooling
1073 p Non-SQL Invokable Control Element with Excessive Number of Data Resource Accesses
1074 p Class with Excessively Deep Inheritance
1075 a Unconditional Control Flow Transfer outside of Switch Block
1076 p Insufficient Adherence to Expected Conventions
1077 a Floating Point Comparison with Incorrect Operator
1078 p Inappropriate Source Code Style or Formatting
1079 a Parent Class without Virtual Destructor Method
1080 p Source Code File with Excessive Number of Lines of Code
1082 p Class Instance Self Destruction Control Element
1083 p Data Access from Outside Expected Data Manager Component
1084 p Invokable Control Element with Excessive File or Data Access Operations
1085 p Invokable Control Element with Excessive Volume of Commented-out Code
1086 p Class with Excessive Number of Child Classes
1087 a Class with Virtual Method without a Virtual Destructor
1088 a Synchronous Access of Remote Resource without Timeout
1089 a Large Data Table with Excessive Number of Indices
1090 p Method Containing Access of a Member Element from Another Class
1091 a Use of Object without Invoking Destructor Method
1092 p Use of Same Invokable Control Element in Multiple Architectural Layers
1093 r Excessively Complex Data Representation
1094 p Excessive Index Range Scan for a Data Resource
1095 p Loop Condition Value Update within the Loop
1096 a Singleton Class Instance Creation without Proper Locking or Synchronization
1097 p Persistent Storable Data Element without Associated Comparison Control Element
1098 a Data Element containing Pointer Item without Proper Copy Control Element
1099 p Inconsistent Naming Conventions for Identifiers
1100 a Insufficient Isolation of System-Dependent Functions
1101 p Reliance on Runtime Component in Generated Code
1102 a Reliance on Machine-Dependent Data Representation
1103 p Use of Platform-Dependent Third Party Components
1104 a Use of Unmaintained Third Party Components
1105 p Insufficient Encapsulation of Machine-Dependent Functionality
1106 p Insufficient Use of Symbolic Constants
1107 p Insufficient Isolation of Symbolic Constant Definitions
1108 a Excessive Reliance on Global Variables
1109 p Use of Same Variable for Multiple Purposes
1110 p Incomplete Design Documentation
1111 p Incomplete I/O Documentation
1112 p Incomplete Documentation of Program Execution
1113 p Inappropriate Comment Style
1114 p Inappropriate Whitespace Style
1115 p Source Code Element without Standard Prologue
1116 a Inaccurate Comments
1117 p Callable with Insufficient Behavioral Summary
1118 p Insufficient Documentation of Error Handling Techniques
1119 p Excessive Use of Unconditional Branching
1120 r Excessive Code Complexity
1121 p Excessive McCabe Cyclomatic Complexity
1122 p Excessive Halstead Complexity
1123 a Excessive Use of Self-Modifying Code
1124 p Excessively Deep Nesting
1125 p Excessive Attack Surface
1126 a Declaration of Variable with Unnecessarily Wide Scope
1127 a Compilation with Insufficient Warnings or Errors
1164 r Irrelevant Code
1173 a Improper Use of Validation Framework
1174 a ASP.NET Misconfiguration: Improper Model Validation
1176 r Inefficient CPU Computation
1177 r Use of Prohibited Code
1188 a Initialization of a Resource with an Insecure Default
1189 a Improper Isolation of Shared Resources on System-on-a-Chip (SoC)
1190 a DMA Device Enabled Too Early in Boot Phase
1191 a On-Chip Debug and Test Interface With Improper Access Control
1192 a Improper Identifier for IP Block used in System-On-Chip (SOC)
1193 a Power-On of Untrusted Execution Core Before Enabling Fabric Access Control
1204 a Generation of Weak Initialization Vector (IV)
1209 a Failure to Disable Reserved Bits
1220 a Insufficient Granularity of Access Control
1221 a Incorrect Register Defaults or Module Parameters
1222 a Insufficient Granularity of Address Regions Protected by Register Locks
1223 a Race Condition for Write-Once Attributes
1224 a Improper Restriction of Write-Once Bit Fields
1229 r Creation of Emergent Resource
1230 a Exposure of Sensitive Information Through Metadata
1231 a Improper Prevention of Lock Bit Modification
1232 a Improper Lock Behavior After Power State Transition
1233 a Security-Sensitive Hardware Controls with Missing Lock Bit Protection
1234 a Hardware Internal or Debug Modes Allow Override of Locks
1235 a Incorrect Use of Autoboxing and Unboxing for Performance Critical Operations
1236 a Improper Neutralization of Formula Elements in a CSV File
1239 a Improper Zeroization of Hardware Register
1240 a Use of a Cryptographic Primitive with a Risky Implementation
1241 a Use of Predictable Algorithm in Random Number Generator
1242 a Inclusion of Undocumented Features or Chicken Bits
1243 a Sensitive Non-Volatile Information Not Protected During Debug
1244 a Internal Asset Exposed to Unsafe Debug Access Level or State
1245 a Improper Finite State Machines (FSMs) in Hardware Logic
1246 a Improper Write Handling in Limited-write Non-Volatile Memories
1247 a Improper Protection Against Voltage and Clock Glitches
1248 a Semiconductor Defects in Hardware Logic with Security-Sensitive Implications
1249 a Application-Level Admin Tool with Inconsistent View of Underlying Operating System
1250 a Improper Preservation of Consistency Between Independent Representations of Shared State
1251 a Mirrored Regions with Different Values
1252 a CPU Hardware Not Configured to Support Exclusivity of Write and Execute Operations
1253 a Incorrect Selection of Fuse Values
1254 a Incorrect Comparison Logic Granularity
1255 a Comparison Logic is Vulnerable to Power Side-Channel Attacks
1256 a Improper Restriction of Software Interfaces to Hardware Features
1257 a Improper Access Control Applied to Mirrored or Aliased Memory Regions
1258 a Exposure of Sensitive System Information Due to Uncleared Debug Information
1259 a Improper Restriction of Security Token Assignment
1260 a Improper Handling of Overlap Between Protected Memory Ranges
1261 a Improper Handling of Single Event Upsets
1262 a Improper Access Control for Register Interface
1263 r Improper Physical Access Control
1264 a Hardware Logic with Insecure De-Synchronization between Control and Data Channels
1265 a Unintended Reentrant Invocation of Non-reentrant Code Via Nested Calls
1266 a Improper Scrubbing of Sensitive Data from Decommissioned Device
1267 a Policy Uses Obsolete Encoding
1268 a Policy Privileges are not Assigned Consistently Between Control and Data Agents
1269 a Product Released in Non-Release Configuration
1270 a Generation of Incorrect Security Tokens
1271 a Uninitialized Value on Reset for Registers Holding Security Settings
1272 a Sensitive Information Uncleared Before Debug/Power State Transition
1273 a Device Unlock Credential Sharing
1274 a Improper Access Control for Volatile Memory Containing Boot Code
1275 a Sensitive Cookie with Improper SameSite Attribute
1276 a Hardware Child Block Incorrectly Connected to Parent System
1277 a Firmware Not Updateable
1278 a Missing Protection Against Hardware Reverse Engineering Using Integrated Circuit (IC) Imaging Techniques
1279 a Cryptographic Operations are run Before Supporting Units are Ready
1280 a Access Control Check Implemented After Asset is Accessed
1281 a Sequence of Processor Instructions Leads to Unexpected Behavior
1282 a Assumed-Immutable Data is Stored in Writable Memory
1283 a Mutable Attestation or Measurement Reporting Data
1284 a Improper Validation of Specified Quantity in Input
1285 a Improper Validation of Specified Index, Position, or Offset in Input
1286 a Improper Validation of Syntactic Correctness of Input
1287 a Improper Validation of Specified Type of Input
1288 a Improper Validation of Consistency within Input
1289 a Improper Validation of Unsafe Equivalence in Input
1290 a Incorrect Decoding of Security Identifiers
1291 a Public Key Re-Use for Signing both Debug and Production Code
1292 a Incorrect Conversion of Security Identifiers
1293 a Missing Source Correlation of Multiple Independent Data
1294 r Insecure Security Identifier Mechanism
1295 a Debug Messages Revealing Unnecessary Information
1296 a Incorrect Chaining or Granularity of Debug Components
1297 a Unprotected Confidential Information on Device is Accessible by OSAT Vendors
1298 a Hardware Logic Contains Race Conditions
1299 a Missing Protection Mechanism for Alternate Hardware Interface
1300 a Improper Protection of Physical Side Channels
1301 a Insufficient or Incomplete Data Removal within Hardware Component
1302 a Missing Source Identifier in Entity Transactions on a System-On-Chip (SOC)
1303 a Non-Transparent Sharing of Microarchitectural Resources
1304 a Improperly Preserved Integrity of Hardware Configuration State During a Power Save/Restore Operation
1310 a Missing Ability to Patch ROM Code
1311 a Improper Translation of Security Attributes by Fabric Bridge
1312 a Missing Protection for Mirrored Regions in On-Chip Fabric Firewall
1313 a Hardware Allows Activation of Test or Debug Logic at Runtime
1314 a Missing Write Protection for Parametric Data Values
1315 a Improper Setting of Bus Controlling Capability in Fabric End-point
1316 a Fabric-Address Map Allows Programming of Unwarranted Overlaps of Protected and Unprotected Ranges
1317 a Improper Access Control in Fabric Bridge
1318 a Missing Support for Security Features in On-chip Fabrics or Buses
1319 a Improper Protection against Electromagnetic Fault Injection (EM-FI)
1320 a Improper Protection for Outbound Error Messages and Alert Signals
1321 a Improperly Controlled Modification of Object Prototype Attributes ('Prototype Pollution')
1322 a Use of Blocking Code in Single-threaded, Non-blocking Context
1323 a Improper Management of Sensitive Trace Data
1325 a Improperly Controlled Sequential Memory Allocation
1326 a Missing Immutable Root of Trust in Hardware
1327 a Binding to an Unrestricted IP Address
1328 a Security Version Number Mutable to Older Versions
1329 a Reliance on Component That is Not Updateable
1330 a Remanent Data Readable after Memory Erase
1331 a Improper Isolation of Shared Resources in Network On Chip (NoC)
1332 a Improper Handling of Faults that Lead to Instruction Skips
1333 a Inefficient Regular Expression Complexity
1334 a Unauthorized Error Injection Can Degrade Hardware Redundancy
1335 a Incorrect Bitwise Shift of Integer
1336 a Improper Neutralization of Special Elements Used in a Template Engine
1338 a Improper Protections Against Hardware Overheating
1339 a Insufficient Precision or Accuracy of a Real Number
1341 a Multiple Releases of Same Resource or Handle
1342 a Information Exposure through Microarchitectural State after Transient Execution
1351 a Improper Handling of Hardware Behavior in Exceptionally Cold Environments
1357 r Reliance on Insufficiently Trustworthy Component
1384 r Improper Handling of Physical or Environmental Conditions
1385 a Missing Origin Validation in WebSockets
1386 a Insecure Operation on Windows Junction / Mount Point
1389 a Incorrect Parsing of Numbers with Different Radices
1390 r Weak Authentication
1391 r Use of Weak Credentials
1392 a Use of Default Credentials
1393 a Use of Default Password
1394 a Use of Default Cryptographic Key
1395 r Dependency on Vulnerable Third-Party Component
1419 r Incorrect Initialization of Resource
1420 r Exposure of Sensitive Information during Transient Execution
1421 a Exposure of Sensitive Information in Shared Microarchitectural Structures during Transient Execution
1422 a Exposure of Sensitive Information caused by Incorrect Data Forwarding during Transient Execution
1423 a Exposure of Sensitive Information caused by Shared Microarchitectural Predictor State that Influences Transient Execution
1426 d Improper Validation of Generative AI Output
1427 a Improper Neutralization of Input Used for LLM Prompting
1428 a Reliance on HTTP instead of HTTPS
1429 a Missing Security-Relevant Feedback for Unexecuted Operations in Hardware Interface
1431 a Driving Intermediate Cryptographic State/Results to Hardware Module Outputs
`;
