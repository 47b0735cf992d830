/**
 * Runs connector files. A call's way: {@link zhiyin.connect.ConnectorFiles} finds the file, {@link zhiyin.connect.Connector} checks the
 * input against its schema, puts secrets in where the schema allows, runs the Camel route under the file's own time-out,
 * retries, bulkhead and breaker, names the result and checks the output. The only module that imports Camel.
 */
package zhiyin.connect;
