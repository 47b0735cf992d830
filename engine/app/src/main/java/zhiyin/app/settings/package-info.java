/** What the operator sets: environment variables, and files in the data folder. */
package zhiyin.app.settings;
