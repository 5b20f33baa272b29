-- What is known of a change?
SELECT * FROM latest_changes WHERE change_id = {change:String}
