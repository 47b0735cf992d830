/**
 * The house: joins calls and flows, keeps records, serves pages and the REST API. Each package below is one business word; the
 * modularity test holds them apart.
 */
package zhiyin.app;
