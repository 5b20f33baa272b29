-- Which traits of changes correlate with their effects?
SELECT * FROM trait_correlations(from = {from:DateTime}, to = {to:DateTime}, stream = {stream:String}, zone = {zone:String})
