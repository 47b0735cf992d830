/** The flows there are: files on disk, versions in the database, and what answers which number. */
package zhiyin.app.flows;
