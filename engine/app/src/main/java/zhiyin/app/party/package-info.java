/** The directory of those who call: citizens and companies. */
package zhiyin.app.party;
