-- Which row does a change have?
SELECT * FROM latest_changes WHERE change_id = {change:String}
