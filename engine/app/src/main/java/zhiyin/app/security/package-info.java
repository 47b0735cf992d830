/** Who may do what: people with roles scoped to units, the command line's token, and where a login may come from. */
package zhiyin.app.security;
