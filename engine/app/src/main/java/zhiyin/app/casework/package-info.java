/** Cases (work orders, 工单): opened by calls and people, carried by flows that outlive the call, done by people of units. */
package zhiyin.app.casework;
