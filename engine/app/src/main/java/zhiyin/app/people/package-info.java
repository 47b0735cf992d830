/** Who works here: persons with extension, skills and groups, and the units they belong to. */
package zhiyin.app.people;
