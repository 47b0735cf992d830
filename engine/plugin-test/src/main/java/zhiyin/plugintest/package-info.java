/**
 * What a plugin is tested with: {@link zhiyin.plugintest.FakeCall} runs a step against a scripted caller,
 * {@link zhiyin.plugintest.StepContract} shows that {@code step.yaml} and the class agree, {@link zhiyin.plugintest.ConnectorCases}
 * runs a connector file against a {@link zhiyin.plugintest.FakeSystem}.
 */
package zhiyin.plugintest;
