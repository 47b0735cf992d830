/** The REST API and what it answers with. */
package zhiyin.app.web;
